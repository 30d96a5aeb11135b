import type { Call } from '../calls/call.ts';
import type { Run } from '../run/run.ts';
import type { App } from '../world/app.ts';
import { callsOf } from './acts.ts';

/** Of the configuration `ordered-services`, by when each is switched. */
const FIRST = 'worker';
const SECOND = 'web';
/** A task that was told to end has ended by then. */
const ENDS_WITHIN_MS = 30_000;

/** Where services have an order, one of a later order is switched only when those before it, if they are switched, run their new version alone. */
export function inOrder(run: Run): string[] {
  if (!run.scenario.configured?.includes('ordered-services')) return [];
  const switched = callsOf(run, 'switch-service').filter(
    ({ took, operation }) => took && operation === 'UpdateService',
  );
  return switched
    .filter((call) => serviceOf(call) === SECOND)
    .flatMap((call) => {
      const others = switched.filter((one) => one.execution === call.execution && serviceOf(one) === FIRST);
      if (others.length === 0) return [];
      if (others.every(({ at }) => at >= call.at)) return [`${SECOND} was switched before ${FIRST} ("${call.state}")`];
      const versions = runningAt(run, call.at).map(({ version }) => version);
      return new Set(versions).size > 1
        ? [`${SECOND} was switched while ${FIRST} ran ${[...new Set(versions)].join(' and ')} ("${call.state}")`]
        : [];
    });
}

const serviceOf = ({ input }: Call): string => (input as { service?: string }).service ?? '';

const runningAt = ({ world }: Run, at: number): App[] =>
  world.facts.apps.filter(
    ({ kind, startedAt, endedAt = Number.POSITIVE_INFINITY }) =>
      kind === FIRST && startedAt <= at && endedAt > at + ENDS_WITHIN_MS,
  );
