import type { Check } from './environment.ts';

/** `{{name}}` in a path, a header or a body stands for a value that an earlier check kept of its answer. */
const NAMED = /\{\{([A-Za-z][A-Za-z0-9_-]*)\}\}/g;

/** Names of the values that a check needs. */
export function needed({ path, body = '', headers = {} }: Pick<Check, 'path' | 'body' | 'headers'>): string[] {
  const found = [path, body, ...Object.values(headers)].flatMap((text) => [...text.matchAll(NAMED)]);
  return [...new Set(found.flatMap(([, name]) => name ?? []))];
}

/** The text with its values. In a path they are encoded, so that none can lead elsewhere. */
export const filled = (
  text: string,
  values: ReadonlyMap<string, string>,
  written: (value: string) => string = (value) => value,
): string => text.replace(NAMED, (whole, name: string) => written(values.get(name) ?? whole));

/** The check that keeps a value. */
export const keeperOf = (checks: readonly Check[], name: string): Check | undefined =>
  checks.find(({ keep = {} }) => name in keep);

/** Checks and, before them, those whose values they need, all in the configured order. */
export function withKeepers(chosen: readonly Check[], all: readonly Check[]): Check[] {
  const wanted = new Set(chosen);
  const add = (check: Check): void => {
    for (const name of needed(check)) {
      const keeper = keeperOf(all, name);
      if (keeper === undefined || wanted.has(keeper)) continue;
      wanted.add(keeper);
      add(keeper);
    }
  };
  for (const check of chosen) add(check);
  return all.filter((check) => wanted.has(check));
}
