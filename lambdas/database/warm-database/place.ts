import { MOST_COLD, type Warmth } from '../../model/warmth.ts';
import type { Relation } from './relations.ts';

/** A block of PostgreSQL, as RDS builds it. */
export const BLOCK_BYTES = 8_192;

/** A request is to last about this long: short enough for a time-out, long enough that its own cost does not count. */
const AIM_MS = 1_000;
const FEWEST_BLOCKS = 16;
const MOST_BLOCKS = 32_768;
export const FIRST_BLOCKS = 256;

/** How many blocks to ask for next, after so many took so long. S3 is many times slower than the volume itself. */
export function nextBlocks(blocks: number, ms: number): number {
  const factor = Math.min(4, Math.max(1 / 4, AIM_MS / Math.max(1, ms)));
  return Math.min(MOST_BLOCKS, Math.max(FEWEST_BLOCKS, Math.round(blocks * factor)));
}

/** What is left to read, in order, each with how many of its first blocks are left. */
export type Left = readonly { readonly relation: Relation; readonly blocks: number }[];

/**
 * What the looks before have left. A relation is read from its end, where the newest rows are. One that is not there any
 * more, such as a rebuilt index, was written anew since, and with it its blocks: all is begun again, which is quick where it is
 * warm.
 */
export function leftOf(relations: readonly Relation[], at: Warmth['at']): Left {
  const all = relations.map((relation) => ({ relation, blocks: relation.blocks }));
  const place = at === null ? -1 : relations.findIndex(({ oid }) => oid === at.relation);
  if (at === null || place < 0) return all;
  return all
    .slice(place)
    .map((one, index) => (index === 0 ? { ...one, blocks: Math.min(one.blocks, at.blocks) } : one))
    .filter(({ blocks }) => blocks > 0);
}

/** What a report says of what is left. */
export function coldness(left: Left): Pick<Warmth, 'done' | 'left' | 'cold' | 'at'> {
  const [next] = left;
  return {
    done: next === undefined,
    left: left.reduce((sum, { blocks }) => sum + blocks, 0) * BLOCK_BYTES,
    cold: [...new Set(left.map(({ relation }) => relation.of))].slice(0, MOST_COLD),
    at: next === undefined ? null : { relation: next.relation.oid, blocks: next.blocks },
  };
}
