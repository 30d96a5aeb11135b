import pg from 'pg';
import type { Table } from './lost-row-tables.ts';

/** Rows held in memory at a time, of each database. */
const BATCH = 1_000;

/** A row by its columns, each as PostgreSQL writes it; null: NULL. */
export type Row = readonly (string | null)[];

export interface LostRow {
  /** `conflict`: users have written the row of that key in the restored database too, since the restore point. */
  readonly kind: 'inserted' | 'updated' | 'conflict' | 'deleted';
  readonly row: Row;
}

/** What is read of a table: the columns that both databases have, and where those of the key stand among them. */
export interface Shape {
  readonly table: string;
  readonly columns: readonly string[];
  readonly key: readonly number[];
}

export const shapeOf = (quarantined: Table, restored: Table): Shape => {
  const columns = quarantined.columns.filter((column) => restored.columns.includes(column));
  return {
    table: `${pg.escapeIdentifier(quarantined.schema)}.${pg.escapeIdentifier(quarantined.name)}`,
    columns,
    key: quarantined.key.map((column) => columns.indexOf(column)),
  };
};

/**
 * Rows that only the quarantined database has, or has otherwise, and rows that it has no more. Both clients are in a
 * read-only transaction. A row version that was written since the baseline has a transaction id that is not older; each is
 * held to the restored database by its key. Deleted is what the restored database has from before the baseline, untouched.
 * @param transaction the baseline's `pg_current_snapshot()` xmin, a 64-bit id.
 */
export async function* lostRows(
  quarantined: pg.Client,
  restored: pg.Client,
  shape: Shape,
  transaction: string,
): AsyncGenerator<LostRow> {
  for await (const batch of versions(quarantined, shape, `age(xmin) <= ${since('$1')}`, transaction)) {
    const known = await byKey(restored, shape, batch, transaction);
    for (const row of batch) {
      const other = known.get(keyOf(shape, row));
      if (other === undefined) yield { kind: 'inserted', row };
      else if (JSON.stringify(other.row) !== JSON.stringify(row))
        yield { kind: other.since ? 'conflict' : 'updated', row };
    }
  }
  for await (const batch of versions(restored, shape, `age(xmin) > ${since('$1')}`, transaction)) {
    const known = await byKey(quarantined, shape, batch, transaction);
    for (const row of batch) if (!known.has(keyOf(shape, row))) yield { kind: 'deleted', row };
  }
}

/**
 * How many transactions ago the baseline was: ages compare across the 32-bit counter's wraparound, ids do not. Counted as the
 * rows' own ages are: the snapshot's newest id lies behind by the numbers that open transactions have taken, and the first rows
 * after the baseline would be missed.
 */
const since = (baseline: string) => `age((${baseline}::text::xid8)::xid)`;

const columnsOf = ({ columns }: Shape) => columns.map((column) => `${pg.escapeIdentifier(column)}::text`).join(', ');
const keyOf = ({ key }: Shape, row: Row): string => JSON.stringify(key.map((place) => row[place]));

async function* versions(client: pg.Client, shape: Shape, where: string, transaction: string): AsyncGenerator<Row[]> {
  const text = `DECLARE lost NO SCROLL CURSOR FOR SELECT ${columnsOf(shape)} FROM ${shape.table} WHERE ${where}`;
  await client.query(text.replaceAll('$1', pg.escapeLiteral(transaction)));
  try {
    for (;;) {
      const { rows } = await client.query<(string | null)[]>({ text: `FETCH ${BATCH} FROM lost`, rowMode: 'array' });
      if (rows.length === 0) return;
      yield rows;
    }
  } finally {
    await client.query('CLOSE lost');
  }
}

interface Found {
  readonly row: Row;
  /** This version was written since the baseline. */
  readonly since: boolean;
}

async function byKey(
  client: pg.Client,
  shape: Shape,
  rows: readonly Row[],
  transaction: string,
): Promise<Map<string, Found>> {
  const names = shape.key.map((place) => pg.escapeIdentifier(shape.columns[place] ?? ''));
  // The key's own type decides what is equal, by its index: `$1` holds texts, which the table's columns make values of.
  const values = names.map((_, n) => `$${n + 1}::text[]`).join(', ');
  const types = await typesOf(client, shape);
  const list = names.map((name, n) => `t.${name} = k.k${n}::${types[n]}`).join(' AND ');
  const aliases = names.map((_, n) => `k${n}`).join(', ');
  const columns = shape.columns.map((column) => `t.${pg.escapeIdentifier(column)}::text`).join(', ');
  const { rows: found } = await client.query<(string | null)[]>({
    text: `SELECT (age(t.xmin) <= ${since(pg.escapeLiteral(transaction))})::text, ${columns} FROM unnest(${values}) AS k(${aliases}) JOIN ${shape.table} t ON ${list}`,
    values: shape.key.map((place) => rows.map((row) => row[place])),
    rowMode: 'array',
  });
  return new Map(found.map(([newer, ...row]) => [keyOf(shape, row), { row, since: newer === 'true' }]));
}

async function typesOf(client: pg.Client, { table, columns, key }: Shape): Promise<string[]> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `SELECT attname::text AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = $1::regclass`,
    [table],
  );
  return key.map((place) => rows.find(({ name }) => name === columns[place])?.type ?? 'text');
}
