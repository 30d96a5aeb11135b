import type pg from 'pg';
import type { Sentinel } from '../../model/environment.ts';
import { oneLine } from '../../step/one-line.ts';
import { askFor } from '../prove-database/ask.ts';
import { PROOF_FAILED } from '../prove-database/contract.ts';
import { judgeSentinel } from '../prove-database/verdict.ts';

/** A sentinel on the live database: how long it took, and whether it answers as a restored one must. Null: it was cut short. */
export interface Timed {
  readonly name: string;
  readonly tookMs: number | null;
  readonly problems: readonly string[];
}

/** Longest that all sentinels together may take at a release. */
const BUDGET_MS = 12_000;

/** Foreign tables of the database: their rows are elsewhere, and no restore takes them back. */
export async function foreignTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'f' ORDER BY 1 LIMIT 20`,
  );
  return rows.map(({ name }) => name);
}

/**
 * Database of pg_cron's jobs; null: the instance does not load it. Its background worker runs them inside the instance, with the
 * rights of whoever made them (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL_pg_cron.html).
 */
export async function jobsInside(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ cron: string | null }>(
    `SELECT nullif(current_setting('cron.database_name', true), '') AS cron`,
  );
  return rows[0]?.cron ?? null;
}

export async function timeSentinels(client: pg.Client, sentinels: readonly Sentinel[]): Promise<Timed[]> {
  const until = performance.now() + BUDGET_MS;
  const timed: Timed[] = [];
  for (const sentinel of sentinels) {
    const from = performance.now();
    const { answer, problems } = await asked(client, sentinel, Math.ceil(until - from));
    timed.push({
      name: sentinel.name,
      tookMs: answer === null ? null : Math.round(performance.now() - from),
      problems,
    });
  }
  return timed;
}

async function asked(
  client: pg.Client,
  sentinel: Sentinel,
  timeoutMs: number,
): Promise<{ readonly answer: string | null; readonly problems: readonly string[] }> {
  if (timeoutMs < 1) return { answer: null, problems: [] };
  try {
    const answer = await askFor(client, sentinel, timeoutMs);
    return { answer, problems: answer === null ? [] : judgeSentinel(sentinel, answer).problems };
  } catch (error) {
    const { name, cause } = error as Error;
    if (name !== PROOF_FAILED) throw error;
    return { answer: '', problems: [`sentinel "${sentinel.name}" fails: ${oneLine((cause as Error).message, 300)}`] };
  }
}
