/** Patterns already made: each policy is compared with many calls, each rule with every request. */
const WITHOUT_CASE = new Map<string, RegExp>();
const WITH_CASE = new Map<string, RegExp>();

/** The wildcards of IAM and of Elastic Load Balancing: `*` is any characters, none included, `?` exactly one. */
export function matchesWildcards(pattern: string, value: string, ignoreCase: boolean): boolean {
  const known = ignoreCase ? WITHOUT_CASE : WITH_CASE;
  const expression = known.get(pattern) ?? expressionOf(pattern, ignoreCase ? 'is' : 's');
  known.set(pattern, expression);
  return expression.test(value);
}

function expressionOf(pattern: string, flags: string): RegExp {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, flags);
}
