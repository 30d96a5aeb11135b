import { STATES, type StateName } from '../../lambdas/model/state-names.ts';
import type { Call } from '../calls/call.ts';
import type { Run } from '../run/run.ts';
import { existing } from '../world/definitions.ts';
import { executionOf, inputOf } from './executions.ts';

/**
 * No task of the application runs when the snapshot of a fenced release is made: it would hold neither all writes nor none of
 * the later ones. What somebody else starts meanwhile, they start knowing that the environment is held. And users never have
 * the page while everything is copied: another snapshot was made before it.
 */
export function fencedSnapshot(run: Run): string[] {
  const { calls, facts } = run.world;
  const made = (state: StateName) =>
    calls.filter((call) => call.took && call.state === existing(state) && call.operation === 'CreateDBSnapshot');
  const before = made(STATES.createTheSnapshotBeforeTheFence);
  return made(STATES.createTheRestorePoint)
    .filter(({ execution }) => inputOf(executionOf(run, execution))['migration'] === 'breaking')
    .flatMap(({ at, execution }) => {
      const running = facts.apps.filter(
        ({ kind, startedAt, endedAt }) => kind !== 'migration' && startedAt < at && (endedAt ?? at + 1) > at,
      );
      return [
        ...(running.length === 0 ? [] : [`${running.length} tasks ran when the fenced restore point was made`]),
        ...(before.some((one) => one.execution === execution && one.at < at && !isUp(run, one))
          ? []
          : ['users had the page while the whole database was copied']),
      ];
    });
}

/** The release has asked for its page by then. */
const isUp = ({ world }: Run, { execution, at }: Call): boolean =>
  world.calls.some(
    (call) => call.took && call.operation === 'CreateRule' && call.execution === execution && call.at < at,
  );
