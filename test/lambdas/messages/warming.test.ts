import { describe, expect, it } from 'vitest';
import { warmedIn, warmthIn } from '../../../lambdas/messages/warming.ts';
import { NOT_WARMED } from '../../../lambdas/model/warmth.ts';
import { warmth } from './samples.ts';

const partly = warmth({
  ...{
    done: false,
    warmed: 6_400_000_000,
    left: 21_000_000_000,
    cold: ['answers', 'surveys'],
    seconds: 300,
    filled: 31,
  },
  ended: { why: 'time', detail: null },
});

describe('what a report says of warming', () => {
  it('is nothing where nothing was restored', () => expect(warmedIn('en', null)).toEqual([]));

  it.each([
    [
      'all of it',
      warmth({}),
      ['Warming: the configured tables were read before users came back (3.2 GB by pg_prewarm, 95 s).'],
    ],
    [
      'a part',
      partly,
      [
        'Warming: 6.4 GB of the configured tables were read by pg_prewarm in 5 min, not all of them: the configured time was over.',
        'Left: 21 GB, of answers, surveys. Settle reads the rest. Until then the first query on that data is slow: RDS fetches it from S3.',
        'RDS has filled 31% of the volume.',
      ],
    ],
    [
      'nothing',
      { ...NOT_WARMED, ended: { why: 'no-connection', detail: null } as const },
      [
        'Warming: the configured tables were not read before users came back (no connection to the database is configured, database.connect).',
        'Left: an unknown amount. Settle reads the rest. Until then the first query on that data is slow: RDS fetches it from S3.',
      ],
    ],
    [
      'what nobody may read',
      warmth({ by: 'reads', warmed: 500_000, refused: [{ relation: 'by_note', why: 'no-order', detail: null }] }),
      [
        'Warming: the configured tables were read before users came back (0.5 MB by queries, 95 s).',
        'These were not read:',
        '- by_note: an index that pg_prewarm alone reads; it may not be created',
      ],
    ],
  ])('names %s', (_what, given, expected) => expect(warmedIn('en', given)).toEqual(expected));

  it('in Portuguese, with a comma', () =>
    expect(warmedIn('pt-BR', partly)[0]).toBe(
      'Aquecimento: 6,4 GB das tabelas configuradas foram lidos por pg_prewarm em 5 min, mas não tudo: acabou o tempo configurado.',
    ));

  it('of Settle says what is cold still', () => {
    expect(warmthIn('en', warmth({}))).toEqual([
      'Warming: the configured tables have been read as a whole (3.2 GB by pg_prewarm).',
    ]);
    expect(warmthIn('en', partly)[1]).toContain('RDS fetches it from S3');
  });
});
