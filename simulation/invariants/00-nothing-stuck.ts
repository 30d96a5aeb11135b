import type { Run } from '../run/run.ts';

/** Nothing is stuck: with a person who does what the messages say, every story ends with an open environment. */
export function nothingStuck(run: Run): string[] {
  const { status, holder } = run.world.ledger.held();
  if (!run.ended) return ['the story would not end, whatever a person did'];
  if (status === 'open') return [];
  return [`nobody works any more and the environment is ${status}, held by ${holder.split(':').at(-1) || 'nobody'}`];
}
