import { InvalidParameterException } from '@aws-sdk/client-sns';
import type { Filter } from './topic.ts';

/** A message's attributes: name -> text. */
export type Attributes = Readonly<Record<string, string>>;

/**
 * Whether a filter policy lets a message through: each of its attributes must be there, with one of the values
 * (https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html, exact matching).
 */
export const letsThrough = (filter: Filter | undefined, attributes: Attributes): boolean =>
  Object.entries(filter ?? {}).every(([name, values]) => values.includes(attributes[name] ?? ''));

/** @throws InvalidParameterException for a policy that the sandbox does not play: every matching but exact text */
export function filterIn(policy: unknown): Filter | undefined {
  if (policy === undefined || policy === '') return undefined;
  const read = (typeof policy === 'string' ? JSON.parse(policy) : policy) as Record<string, unknown>;
  for (const [name, values] of Object.entries(read))
    if (!Array.isArray(values) || values.some((value) => typeof value !== 'string'))
      throw new InvalidParameterException({
        message: `The sandbox plays filter policies of exact text alone; found ${JSON.stringify(values)} for "${name}"`,
        $metadata: {},
      });
  return read as Filter;
}
