import type { Run } from '../run/run.ts';

/** Whoever uses another application on the same listener notices nothing, whatever happens to this one. */
export function neighbours({ world }: Run): string[] {
  const { neighbours: asked } = world.facts;
  if (asked.length === 0) throw new Error('Nobody used the other application.');
  const turnedAway = asked.filter(({ status }) => status !== 200);
  const [first] = turnedAway;
  return first === undefined
    ? []
    : [
        `${turnedAway.length} of ${asked.length} requests to the other application on the listener were not answered by it, the first at ${new Date(first.at).toISOString()} with ${first.status}`,
      ];
}
