import type { Filter } from '@aws-sdk/client-rds';
import { WireError } from '../../kernel/wire-error.ts';
import { nameOf } from './identifiers.ts';

/** RDS's filters: an item must match one value of each filter. */
export function filtered<T>(
  items: readonly T[],
  filters: readonly Filter[] | undefined,
  values: Readonly<Record<string, (item: T) => string>>,
): T[] {
  return (filters ?? []).reduce<T[]>(
    (kept, { Name, Values }) => {
      const value = values[Name ?? ''];
      if (!value) throw new WireError('InvalidParameterValue', `Unrecognized filter name: ${Name}`);
      return kept.filter((item) => Values?.some((wanted) => nameOf(wanted) === nameOf(value(item))));
    },
    [...items],
  );
}
