import type { ReleaseRecord, RollbackRecord } from '../../lambdas/model/ledger.ts';
import type { Run } from '../run/run.ts';
import { rollbackWindowMs } from '../world/definitions.ts';
import { actsOf, changesWhatServes } from './acts.ts';
import { executionOf, startedByAlarm } from './executions.ts';

/** An alarm undoes only a release that may be its cause: a recent one, and none that was rolled back already. */
export function alarmAndCause(run: Run): string[] {
  const { ledger } = run.world;
  const rollbacks = ledger.rollbacks();
  const found = new Set<string>();
  for (const call of actsOf(run).filter((act) => changesWhatServes(run, act))) {
    const execution = executionOf(run, call.execution);
    if (execution === undefined || !startedByAlarm(execution)) continue;
    const own = rollbacks.find((record) => record.execution === call.execution);
    const release = ledger.releases().find(({ id }) => id === own?.release);
    if (own === undefined || release === undefined) continue;
    const age = execution.startedAt - endOf(release);
    if (age > rollbackWindowMs())
      found.add(`an alarm undid a release that had ended ${Math.round(age / 60_000)} minutes before`);
    const before = rollbacks.some(
      (other) =>
        other !== own &&
        other.outcome === 'done' &&
        other.release === own.release &&
        endOf(other) < execution.startedAt,
    );
    if (before) found.add('an alarm undid a release that was rolled back already');
  }
  return [...found];
}

/** Not a number while it runs, which is neither before nor after anything. */
const endOf = ({ finishedAt }: ReleaseRecord | RollbackRecord): number => Date.parse(String(finishedAt));
