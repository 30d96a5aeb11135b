import type { Failure } from '@aws-sdk/client-ecs';

/** A describe of something that is not there is no error: it answers 200 and names what is missing. */
export function missing(wanted: readonly string[], found: readonly unknown[]): Failure[] {
  return wanted.filter((_, index) => !found[index]).map((arn) => ({ arn, reason: 'MISSING' }));
}
