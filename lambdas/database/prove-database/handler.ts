import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { countWrites } from '../counts.ts';
import { pointerValue, readPointer } from '../pointer.ts';
import { withDatabase } from '../sql.ts';
import { ask } from './ask.ts';
import { type Input, type Output, PROOF_FAILED } from './contract.ts';
import { judgeCounts, judgeSentinel, type Verdict } from './verdict.ts';

/** Queries the restored database before anything is switched to it. */
export const handler = step<Input, Output>(async (input) => {
  const { connection } = input;
  if (connection === null)
    return { proven: 'unknown', facts: ['no database connection is configured: the restore is not proven'] };
  // A database that the pointer names was proven before the switch, and users have written to it since.
  const serves = (await readPointer(input.pointer)) === pointerValue(input.pointer, input.host, input.port);
  const verdicts = await withDatabase(connection, input, async (client) => {
    const found: Verdict[] = [];
    for (const sentinel of input.sentinels) found.push(judgeSentinel(sentinel, await ask(client, sentinel)));
    if (serves) {
      found.push({ facts: ['it serves already, proven before: rows are not compared'], problems: [] });
      return found;
    }
    const counts = await countWrites(client, input.tables, '');
    const rows = counts.known
      ? Object.fromEntries(Object.entries(counts.tables).map(([name, table]) => [name, table.rows]))
      : {};
    found.push(judgeCounts(rows, input.restorePoint));
    const missing = input.tables.filter((table) => !(table in rows));
    found.push({
      facts: [],
      problems: missing.map((table) => `table ${table} does not exist in the restored database`),
    });
    return found;
  });
  const problems = verdicts.flatMap((verdict) => verdict.problems);
  if (problems.length > 0) {
    throw new StepError(
      PROOF_FAILED,
      `The restored database is not fit: ${problems.join('; ')}. Nothing was switched to it; maintenance mode stays on. Look at the instance, then redrive or decide to keep the database.`,
    );
  }
  return { proven: 'yes', facts: verdicts.flatMap((verdict) => verdict.facts) };
});
