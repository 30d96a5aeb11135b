import type { Run } from '../run/run.ts';

/** Whoever uses another application on the same listener notices nothing, whatever happens to this one. */
export function neighbours(run: Run): string[] {
  const { neighbours: asked } = run.world.facts;
  if (asked.length === 0) throw new Error('Nobody used the other application.');
  const turnedAway = asked.filter(({ status }) => status !== 200);
  const [first] = turnedAway;
  return [
    ...rulesTouched(run),
    ...(first === undefined
      ? []
      : [
          `${turnedAway.length} of ${asked.length} requests to the other application on the listener were not answered by it, the first at ${new Date(first.at).toISOString()} with ${first.status}`,
        ]),
  ];
}

/** Their rules are theirs: none is changed, moved or deleted by us, and none is gone before they take it away themselves. */
function rulesTouched(run: Run): string[] {
  const { calls, facts, clock } = run.world;
  return facts.theirRules.flatMap(({ arn, until }) => {
    const touched = calls.filter(
      ({ service, operation, input }) =>
        service === 'elasticloadbalancing' && !operation.startsWith('Describe') && JSON.stringify(input).includes(arn),
    );
    const kept = until <= clock.now() || run.world.listeners.some((listener) => listener.hasRule(arn));
    return [
      ...touched.map(({ state, operation }) => `"${state}" asked for ${operation} of a rule of the other application`),
      ...(kept ? [] : [`the rule ${arn} of the other application is gone`]),
    ];
  });
}
