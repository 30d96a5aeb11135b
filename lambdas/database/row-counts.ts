import type pg from 'pg';
import { readOnly } from './read-only.ts';
import { type Elsewhere, isRefusal } from './sql.ts';

/** All row counts of one step together, well within its 30 seconds: a scan that takes longer is not worth the wait. */
const BUDGET_MS = 10_000;
/** Scans at a time. */
const AT_A_TIME = 4;

/**
 * Exact `count(*)` of tables, several at a time on connections of their own, within one time budget. Null: not counted in
 * time, or not to be read.
 */
export async function countRows(
  client: pg.Client,
  elsewhere: Elsewhere,
  { database, tables }: { readonly database: string; readonly tables: readonly string[] },
): Promise<Record<string, number | null>> {
  const until = performance.now() + BUDGET_MS;
  const counted: Record<string, number | null> = Object.fromEntries(tables.map((name) => [name, null]));
  const left = [...tables];
  const work = async (on: pg.Client): Promise<void> => {
    for (let name = left.shift(); name !== undefined; name = left.shift())
      counted[name] = await countOne(on, name, Math.floor(until - performance.now()));
  };
  const more = Array.from({ length: Math.min(AT_A_TIME, tables.length) - 1 }, () => elsewhere(database, work));
  await Promise.all([work(client), ...more]);
  return counted;
}

async function countOne(client: pg.Client, table: string, timeoutMs: number): Promise<number | null> {
  // Zero would mean no time-out at all.
  if (timeoutMs < 1) return null;
  try {
    return await readOnly(client, timeoutMs, async () => {
      // The server writes the name as SQL takes it: `user` alone would be a function, and has one row.
      const named = await client.query<{ name: string | null }>('SELECT to_regclass($1)::text AS name', [table]);
      const name = named.rows[0]?.name ?? null;
      if (name === null) return null;
      const { rows } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM ${name}`);
      return rows[0] === undefined ? null : Number(rows[0].n);
    });
  } catch (error) {
    // A database that stops answering proves nothing about the table.
    if (!isRefusal(error)) throw error;
    return null;
  }
}
