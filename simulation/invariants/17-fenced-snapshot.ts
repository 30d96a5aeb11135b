import { STATES } from '../../lambdas/model/state-names.ts';
import type { Run } from '../run/run.ts';
import { existing } from '../world/definitions.ts';
import { executionOf, inputOf } from './executions.ts';

/**
 * No task of the application runs when the snapshot of a fenced release is made: it would hold neither all writes nor none of
 * the later ones. What somebody else starts meanwhile, they start knowing that the environment is held.
 */
export function fencedSnapshot(run: Run): string[] {
  const { calls, facts } = run.world;
  const state = existing(STATES.createTheRestorePoint);
  return calls
    .filter((call) => call.took && call.state === state && call.operation === 'CreateDBSnapshot')
    .filter(({ execution }) => inputOf(executionOf(run, execution))['migration'] === 'breaking')
    .flatMap(({ at }) => {
      const running = facts.apps.filter(
        ({ kind, startedAt, endedAt }) => kind !== 'migration' && startedAt < at && (endedAt ?? at + 1) > at,
      );
      return running.length === 0 ? [] : [`${running.length} tasks ran when the fenced restore point was made`];
    });
}
