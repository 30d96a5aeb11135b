import { describe, expect, it } from 'vitest';
import { coldness, leftOf, nextBlocks } from '../../../../lambdas/database/warm-database/place.ts';
import type { Relation } from '../../../../lambdas/database/warm-database/relations.ts';

const relation = (oid: string, blocks: number, of = oid): Relation => ({
  ...{ oid, name: oid, kind: 'table', of, table: of, blocks },
});
const ALL = [relation('1', 10, 'a'), relation('2', 20, 'a'), relation('3', 30, 'b')];

describe('what is left to be read', () => {
  it.each<[string, Parameters<typeof leftOf>[1], [string, number][]]>([
    [
      'everything, in the first look',
      null,
      [
        ['1', 10],
        ['2', 20],
        ['3', 30],
      ],
    ],
    [
      'the first blocks of the one it ended in, and what follows',
      { relation: '2', blocks: 5 },
      [
        ['2', 5],
        ['3', 30],
      ],
    ],
    ['what follows, where that one is done', { relation: '2', blocks: 0 }, [['3', 30]]],
    ['no more of one than it has, where it has become smaller', { relation: '3', blocks: 99 }, [['3', 30]]],
    [
      'everything, where that one is gone',
      { relation: '9', blocks: 5 },
      [
        ['1', 10],
        ['2', 20],
        ['3', 30],
      ],
    ],
  ])('is %s', (_what, at, expected) => {
    expect(leftOf(ALL, at).map(({ relation: { oid }, blocks }) => [oid, blocks])).toEqual(expected);
  });

  it('is told by the configured tables, in bytes', () => {
    expect(coldness(leftOf(ALL, { relation: '2', blocks: 5 }))).toEqual({
      done: false,
      left: 35 * 8_192,
      cold: ['a', 'b'],
      at: { relation: '2', blocks: 5 },
    });
    expect(coldness([])).toEqual({ done: true, left: 0, cold: [], at: null });
  });
});

describe('how many blocks are asked for next', () => {
  it.each([
    ['four times as many after a quick answer', 256, 10, 1_024],
    ['as many after a second', 256, 1_000, 256],
    ['a quarter after a slow one', 256, 60_000, 64],
    ['never fewer than 16', 16, 60_000, 16],
    ['never more than 256 MiB', 32_768, 1, 32_768],
  ])('%s', (_what, blocks, ms, expected) => expect(nextBlocks(blocks, ms)).toBe(expected));
});
