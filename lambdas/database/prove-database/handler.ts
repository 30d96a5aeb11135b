import type pg from 'pg';
import type { WriteCounts } from '../../model/writes.ts';
import { withinDeadline } from '../../step/deadline.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { countWrites } from '../counts.ts';
import { isServing } from '../pointer.ts';
import { countRows } from '../row-counts.ts';
import { type Elsewhere, isRefusal, withDatabase } from '../sql.ts';
import { tableOid } from '../table-oid.ts';
import { askFor } from './ask.ts';
import { type Input, type Output, PROOF_FAILED } from './contract.ts';
import { tryLogin } from './login.ts';
import { joined, judgeCounts, judgeSentinel, type Verdict } from './verdict.ts';

/** All sentinels of one look together. What a look has read is warm for the next one. */
const SENTINELS_MS = 12_000;

/** Queries the restored database before anything is switched to it. */
export const handler = step<Input, Output>(async (input) => {
  const { connection } = input;
  if (connection === null)
    return {
      done: true,
      proven: 'unknown',
      facts: ['no database connection is configured: the restore is not proven'],
      counts: UNCOUNTED,
    };
  // A database that the pointer names was proven before the switch, and users have written to it since.
  const serves = await isServing(input.pointer, input);
  let counts = UNCOUNTED;
  const seen = await withDatabase(connection, input, async (client, elsewhere) => {
    const sentinels = await askSentinels(client, input);
    if (!serves) counts = await countsOf(client, elsewhere, input);
    return joined([sentinels, serves ? SERVES : await compareRows(client, elsewhere, connection.database, input)]);
  });
  const verdict =
    input.application === null ? seen : joined([seen, await tryLogin(input.application, input, input.letIn)]);
  if (verdict.problems.length > 0 && !input.accepted)
    throw new StepError(
      PROOF_FAILED,
      `The restored database is not fit: ${verdict.problems.join('; ')}. ${input.throwAway === true ? OF_A_DRILL : OF_A_ROLLBACK}`,
    );
  if (verdict.waiting.length > 0 && !input.accepted && isEarly(input, verdict))
    return { done: false, proven: 'unknown', facts: verdict.waiting, counts };
  return {
    done: true,
    proven: proven(verdict),
    facts: [...verdict.facts, ...[...verdict.waiting, ...verdict.problems].map((what) => `${what}, unproven`)],
    counts,
  };
});

const OF_A_ROLLBACK =
  'Nothing was switched to it; maintenance mode stays on. Look at the instance, then redrive, accept it as it is ("acceptProof"), or decide to keep the database.';
const OF_A_DRILL =
  'Nothing uses it: it was a drill. A rollback with the database would stop here, before its switch. Restore the same restore point by hand and look at it.';

const UNCOUNTED: WriteCounts = { known: false, why: 'the restored database was not counted before users came to it' };

/** What cannot be counted says nothing of the proof. */
async function countsOf(client: pg.Client, elsewhere: Elsewhere, { scope, moment }: Input): Promise<WriteCounts> {
  try {
    return await countWrites(client, elsewhere, scope, moment.now);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { known: false, why: error.message };
  }
}

const SERVES: Verdict = {
  facts: ['it serves already, proven before: rows are not compared'],
  problems: [],
  waiting: [],
  compared: 0,
};

function proven({ problems, compared }: Verdict): Output['proven'] {
  if (problems.length > 0) return 'accepted';
  return compared > 0 ? 'yes' : 'unknown';
}

/** Rows that cannot be counted in time hold up a quarter of the wait: sentinels decide, row counts only add to them. */
function isEarly({ moment, since, limitMinutes }: Input, { compared, waiting }: Verdict): boolean {
  const rows = compared > 0 && waiting.every((what) => what.startsWith('table '));
  if (rows) {
    const start = Math.max(Date.parse(since), moment.redrivenAt === null ? 0 : Date.parse(moment.redrivenAt));
    return Date.parse(moment.now) - start < (limitMinutes * 60_000) / 4;
  }
  withinDeadline(moment, since, limitMinutes, `the restored database to answer (${waiting.join('; ')})`);
  return true;
}

async function askSentinels(client: pg.Client, { sentinels }: Input): Promise<Verdict> {
  const until = performance.now() + SENTINELS_MS;
  const verdicts: Verdict[] = [];
  for (const sentinel of sentinels) {
    const left = Math.ceil(until - performance.now());
    verdicts.push(judgeSentinel(sentinel, left < 1 ? null : await askFor(client, sentinel, left)));
  }
  return joined(verdicts);
}

async function compareRows(
  client: pg.Client,
  elsewhere: Elsewhere,
  database: string,
  { tables, restorePoint }: Input,
): Promise<Verdict> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[]) AS missing(name) WHERE (${tableOid('name')}) IS NULL`,
    [tables],
  );
  const missing = rows.map(({ name }) => name);
  const there = tables.filter((table) => !missing.includes(table));
  const counted = judgeCounts(await countRows(client, elsewhere, { database, tables: there }), restorePoint);
  const problems = missing.map((table) => `table ${table} does not exist in the restored database`);
  return { ...counted, problems: [...counted.problems, ...problems] };
}
