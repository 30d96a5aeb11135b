import type pg from 'pg';
import { MOST_COLD, READING_SECONDS, type Unread, type Warmth } from '../../model/warmth.ts';
import { oneLine } from '../../step/one-line.ts';
import { isCancelled, isRefusal } from '../sql.ts';
import { BLOCK_BYTES, coldness, FIRST_BLOCKS, type Left, leftOf, nextBlocks } from './place.ts';
import { type Blocks, WAYS, wayOf } from './read-blocks.ts';
import { type Relation, relationsOf } from './relations.ts';

/** Time of one look, and of one statement in it: together well within a function's 30 seconds. */
const LOOK_MS = READING_SECONDS * 1_000;
const STATEMENT_MS = 4_000;
/** Without the extension an index is read as a whole, or not. */
const MOST_TRIES = 3;
const TOO_LARGE: Refusal = { why: 'too-large', detail: null };
/** Longest text of the server to keep. */
const LONGEST = 200;

type Refusal = Omit<Unread, 'relation'>;
type Warmed = Pick<Warmth, 'done' | 'by' | 'warmed' | 'left' | 'cold' | 'refused' | 'at'>;

/** Goes on where `before` ended, for one look. Nothing is written: the transaction is rolled back. */
export async function warm(client: pg.Client, tables: readonly string[], before: Warmth): Promise<Warmed> {
  const until = performance.now() + LOOK_MS;
  let left = leftOf(await relationsOf(client, tables), before.at);
  let { warmed } = before;
  const refused = [...before.refused];
  // A restore point may be of a database that is read-only by default.
  await client.query('BEGIN READ WRITE');
  try {
    await client.query(`SET LOCAL statement_timeout = ${STATEMENT_MS}`);
    const by = await wayOf(client);
    let [size, tries] = [FIRST_BLOCKS, 0];
    for (let next = left[0]; next !== undefined && performance.now() < until; next = left[0]) {
      const { relation, blocks } = next;
      const whole = by === 'reads' && relation.kind !== 'table';
      const from = whole ? 0 : Math.max(0, blocks - size);
      const began = performance.now();
      const read = await readOne(client, by, { relation, from, to: blocks });
      size = nextBlocks(blocks - from, performance.now() - began);
      tries = read === 'late' ? tries + 1 : 0;
      if (read === 'late' && !(whole && tries === MOST_TRIES)) continue;
      if (read === 'done') warmed += (blocks - from) * BLOCK_BYTES;
      else refused.push({ relation: relation.name, ...(read === 'late' ? TOO_LARGE : read) });
      left = rest(left, relation, read === 'done' ? from : 0);
    }
    return { by, warmed, refused: refused.slice(0, MOST_COLD), ...coldness(left) };
  } finally {
    await client.query('ROLLBACK');
  }
}

const rest = (left: Left, relation: Relation, blocks: number): Left =>
  blocks > 0 ? [{ relation, blocks }, ...left.slice(1)] : left.slice(1);

/** `late`: not in time, but what was read of them is warm. Otherwise why they cannot be read, by the best way. */
async function readOne(client: pg.Client, by: keyof typeof WAYS, blocks: Blocks): Promise<'done' | 'late' | Refusal> {
  let refusal: Refusal | null = null;
  for (const read of WAYS[by]) {
    await client.query('SAVEPOINT blocks');
    try {
      const why = await read(client, blocks);
      await client.query('RELEASE SAVEPOINT blocks');
      if (why === null) return 'done';
      refusal ??= { why, detail: null };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await client.query('ROLLBACK TO SAVEPOINT blocks');
      if (isCancelled(error)) return 'late';
      refusal ??= { why: 'refused', detail: oneLine(error.message, LONGEST) };
    }
  }
  return refusal ?? 'late';
}
