import { matchesWildcards } from '../../kernel/wildcards.ts';

/** IAM's wildcards: actions are compared without case, resources with it. */
export const matches = (pattern: string, value: string, ignoreCase = false): boolean =>
  matchesWildcards(pattern, value, ignoreCase);

/** As ArnLike: each of an ARN's six parts by itself, so that no wildcard reaches into the next part. */
export function matchesArn(pattern: string, value: string): boolean {
  if (pattern === '*') return true;
  const expected = parts(pattern);
  const found = parts(value);
  return expected.length === found.length && expected.every((part, index) => matches(part, found[index] ?? ''));
}

/** A statement's Resource: by part too, but a final `*` reaches over the parts that the pattern does not write. */
export function matchesResource(pattern: string, value: string): boolean {
  return pattern.endsWith('*') && parts(pattern).length < 6 ? matches(pattern, value) : matchesArn(pattern, value);
}

/** `arn:partition:service:region:account:resource`, the resource with its own colons. */
function parts(arn: string): string[] {
  const all = arn.split(':');
  return [...all.slice(0, 5), ...(all.length > 5 ? [all.slice(5).join(':')] : [])];
}
