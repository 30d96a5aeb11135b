import type pg from 'pg';
import type { Sentinel } from '../model/environment.ts';
import { StepError } from '../shared/errors.ts';
import { PROOF_FAILED } from './contract.ts';

/** One value, read-only and under a time-out: a sentinel is configuration, and still must not be able to write. */
export async function ask(client: pg.Client, { name, sql }: Sentinel): Promise<string> {
  await client.query('BEGIN READ ONLY');
  try {
    await client.query('SET LOCAL statement_timeout = 10000');
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return String(Object.values(rows[0] ?? {})[0] ?? '');
  } catch (error) {
    throw new StepError(
      PROOF_FAILED,
      `The sentinel "${name}" cannot be asked: ${(error as Error).message}. Nothing was switched to the restored database.`,
      { cause: error },
    );
  } finally {
    await client.query('ROLLBACK');
  }
}
