import type pg from 'pg';
import type { Unread } from '../../model/warmth.ts';
import { isRefusal } from '../sql.ts';
import type { Relation } from './relations.ts';

/** Blocks `from` to `to - 1` of a relation. */
export interface Blocks {
  readonly relation: Relation;
  readonly from: number;
  readonly to: number;
}

/**
 * Reads blocks, so that the volume has them. Null: done; otherwise why this way cannot read them.
 * @throws DatabaseError of PostgreSQL's: it refuses, or was not done in time
 */
type Way = (client: pg.Client, blocks: Blocks) => Promise<Unread['why'] | null>;

/**
 * An index goes into PostgreSQL's own memory; of a table the volume and the system's memory are enough, which may be larger.
 * Source: https://www.postgresql.org/docs/current/pgprewarm.html
 */
const byPrewarm: Way = async (client, { relation, from, to }) => {
  const how = relation.kind === 'index' ? 'buffer' : 'read';
  await client.query(PREWARM, [relation.oid, how, from, to - 1]);
  return null;
};

/** All of them are asked for before the first is waited for: S3 brings many at a time. Not every system can. */
const byPrefetch: Way = async (client, blocks) => {
  const { relation, from, to } = blocks;
  await client.query(PREWARM, [relation.oid, 'prefetch', from, to - 1]);
  return await byPrewarm(client, blocks);
};

const PREWARM = `SELECT pg_prewarm($1::oid::regclass, $2, 'main', $3::bigint, $4::bigint)`;

/**
 * Without the extension. A table's rows are found by their block (a TID range scan, of PostgreSQL 14 and later). An index is
 * scanned as a whole: what one try has read is warm for the next.
 * Source: https://www.postgresql.org/docs/release/14.0/ ("TID range scans")
 */
const byReading: Way = async (client, { relation, from, to }) => {
  if (relation.kind === 'toast') return 'long-values';
  if (relation.kind === 'index') {
    const columns = await keyOf(client, relation);
    if (columns === null) return 'no-order';
    await client.query(
      'SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off',
    );
    // `OFFSET 0` keeps the order from being planned away.
    await client.query(
      `SELECT count(*) FROM (SELECT ${columns} FROM ONLY ${relation.table} ORDER BY ${columns} OFFSET 0) AS whole`,
    );
    return null;
  }
  await client.query(`SELECT count(*) FROM ONLY ${relation.table} WHERE ctid >= $1::tid AND ctid < $2::tid`, [
    `(${from},0)`,
    `(${to},0)`,
  ]);
  return null;
};

async function keyOf(client: pg.Client, { oid }: Relation): Promise<string | null> {
  const { rows } = await client.query<{ columns: string | null }>(
    `SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY k.place) AS columns
       FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
       CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, place)
       JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
      WHERE i.indexrelid = $1::oid AND m.amname = 'btree' AND i.indexprs IS NULL AND i.indpred IS NULL AND k.place <= i.indnkeyatts`,
    [oid],
  );
  return rows[0]?.columns ?? null;
}

/** The ways to read, the best one first. */
export const WAYS: Readonly<Record<'pg_prewarm' | 'reads', readonly Way[]>> = {
  pg_prewarm: [byPrefetch, byPrewarm, byReading],
  reads: [byReading],
};

/**
 * `pg_prewarm` where it is, or may be created. The transaction that creates it is rolled back, so that the application's
 * database keeps nothing of ours; what was read stays read.
 */
export async function wayOf(client: pg.Client): Promise<keyof typeof WAYS> {
  await client.query('SAVEPOINT extension');
  try {
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_prewarm');
    return 'pg_prewarm';
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await client.query('ROLLBACK TO SAVEPOINT extension');
    return 'reads';
  }
}
