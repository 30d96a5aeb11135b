import type pg from 'pg';
import type { Sentinel } from '../../model/environment.ts';
import { StepError } from '../../step/errors.ts';
import { oneLine } from '../../step/one-line.ts';
import { oneStatement, readOnly } from '../read-only.ts';
import { isRefusal } from '../sql.ts';
import { PROOF_FAILED } from './contract.ts';

/** A sentinel may be expensive, and it runs while users wait. */
const TIMEOUT_MS = 10_000;

/**
 * Asks a sentinel for its one value, read-only and under a time-out: the query is configuration, and must still not be able
 * to write.
 */
export async function ask(client: pg.Client, { name, sql }: Sentinel): Promise<string> {
  try {
    return await readOnly(client, TIMEOUT_MS, async () => {
      const { rows } = await client.query<Record<string, unknown>>(oneStatement(sql));
      return String(Object.values(rows[0] ?? {})[0] ?? '');
    });
  } catch (error) {
    // A database that stops answering proves nothing about the sentinel.
    if (!isRefusal(error)) throw error;
    throw new StepError(
      PROOF_FAILED,
      `The sentinel "${name}" cannot be asked: ${oneLine(error.message, 1_000)}. Nothing was switched to the restored database.`,
      { cause: error },
    );
  }
}
