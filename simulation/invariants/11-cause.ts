import type { Run } from '../run/run.ts';
import { actsOf, changesWhatServes, executionOf, inputOf } from './seen.ts';

/** `rollbackWindowMinutes` of the configuration that the template was made from. */
const WINDOW_MS = 120 * 60_000;

/** An alarm undoes only a release that may be its cause: a recent one, and none that was rolled back already. */
export function cause(run: Run): string[] {
  const records = [...run.world.ledger.records().values()];
  const found = new Set<string>();
  for (const call of actsOf(run).filter(changesWhatServes)) {
    const execution = executionOf(run, call.execution);
    if (execution === undefined || !('detail-type' in inputOf(execution))) continue;
    const own = records.find((record) => record['execution'] === call.execution);
    const release = records.find((record) => record['record'] === `release#${own?.['release']}`);
    if (own === undefined || release === undefined) continue;
    const age = execution.startedAt - Date.parse(String(release['finishedAt']));
    if (age > WINDOW_MS)
      found.add(`an alarm undid a release that had ended ${Math.round(age / 60_000)} minutes before`);
    const before = records.some(
      (record) =>
        String(record['record']).startsWith('rollback#') &&
        record !== own &&
        record['outcome'] === 'done' &&
        record['release'] === own['release'] &&
        Date.parse(String(record['finishedAt'])) < execution.startedAt,
    );
    if (before) found.add('an alarm undid a release that was rolled back already');
  }
  return [...found];
}
