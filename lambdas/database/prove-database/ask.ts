import type pg from 'pg';
import type { Sentinel } from '../../model/environment.ts';
import { StepError } from '../../step/errors.ts';
import { oneLine } from '../../step/one-line.ts';
import { oneStatement, readOnly } from '../read-only.ts';
import { isCancelled, isRefusal } from '../sql.ts';
import { PROOF_FAILED } from './contract.ts';

/**
 * Asks a sentinel for its one value, read-only and under a time-out: the query is configuration, and must still not be able
 * to write. Null: it was not answered in time, which says nothing of the database. The storage of a restored one is read
 * from S3 at first touch, and what was read stays.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_RestoreFromSnapshot.html ("lazy loading")
 * @throws StepError `ProofFailed` when PostgreSQL refuses the query
 */
export async function askFor(client: pg.Client, { name, sql }: Sentinel, timeoutMs: number): Promise<string | null> {
  try {
    return await readOnly(client, timeoutMs, async () => {
      const { rows } = await client.query<Record<string, unknown>>(oneStatement(sql));
      return String(Object.values(rows[0] ?? {})[0] ?? '');
    });
  } catch (error) {
    if (isCancelled(error)) return null;
    // A database that stops answering proves nothing about the sentinel.
    if (!isRefusal(error)) throw error;
    throw new StepError(
      PROOF_FAILED,
      `The sentinel "${name}" cannot be asked: ${oneLine(error.message, 1_000)}. Nothing was switched to the restored database.`,
      { cause: error },
    );
  }
}
