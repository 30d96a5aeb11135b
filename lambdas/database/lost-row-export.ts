import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import type { Place } from './lost-row-place.ts';
import { tablesOf } from './lost-row-tables.ts';
import { csvHeader, csvLine, sqlLine } from './lost-row-text.ts';
import { type LostRow, lostRows, type Shape, shapeOf } from './lost-rows.ts';

type Counts = Readonly<Record<LostRow['kind'], number>>;

export interface Exported {
  /** Table -> how many rows of each kind; null: an earlier run has written it. */
  readonly tables: Readonly<Record<string, Counts | null>>;
  /** Tables that cannot be exported, and why: their rows are only in the quarantined database. */
  readonly not: Readonly<Record<string, string>>;
}

/**
 * Writes what only the quarantined database has, per table as CSV and as SQL, to `place`. Reads both databases in one
 * read-only snapshot each, and holds a batch of rows in memory. A table whose files are complete is not written again, so
 * that a run that was stopped goes on.
 */
export async function exportLostRows(
  { quarantined, restored }: { readonly quarantined: pg.Client; readonly restored: pg.Client },
  transaction: string,
  place: Place,
): Promise<Exported> {
  await mkdir(place.folder, { recursive: true });
  for (const client of [quarantined, restored]) await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const there = new Map((await tablesOf(restored)).map((table) => [`${table.schema}.${table.name}`, table]));
  const tables: Record<string, Counts | null> = {};
  const not: Record<string, string> = {};
  for (const table of await tablesOf(quarantined)) {
    const name = `${table.schema}.${table.name}`;
    const other = there.get(name);
    if (other === undefined) not[name] = 'the restored database has no such table';
    else if (table.key.length === 0) not[name] = 'it has no primary key, so its rows cannot be told apart';
    else if (table.key.join() !== other.key.join())
      not[name] = 'its primary key is another one in the restored database';
    else {
      const named = encodeURIComponent(name);
      if (await place.has(named)) tables[name] = null;
      else {
        const shape = shapeOf(table, other);
        const file = join(place.folder, named);
        const counts = await write(lostRows(quarantined, restored, shape, transaction), shape, file);
        const why = await place.keep(named);
        if (why === null) tables[name] = counts;
        else not[name] = why;
      }
    }
  }
  for (const client of [quarantined, restored]) await client.query('ROLLBACK');
  return { tables, not };
}

async function write(rows: AsyncGenerator<LostRow>, shape: Shape, file: string) {
  const counted: Record<LostRow['kind'], number> = { inserted: 0, updated: 0, conflict: 0, deleted: 0 };
  const sql = createWriteStream(`${file}.sql.part`);
  const csv = async function* () {
    yield csvHeader(shape);
    for await (const lost of rows) {
      counted[lost.kind]++;
      if (!sql.write(sqlLine(shape, lost))) await new Promise((resolve) => sql.once('drain', () => resolve(undefined)));
      yield csvLine(lost);
    }
  };
  await pipeline(Readable.from(csv()), createWriteStream(`${file}.csv.part`));
  await new Promise((resolve, reject) => sql.once('error', reject).end(() => resolve(undefined)));
  return counted;
}
