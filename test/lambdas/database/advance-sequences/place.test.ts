import { describe, expect, it } from 'vitest';
import { type Place, placeOf, type Sequence, sameIn } from '../../../../lambdas/database/advance-sequences/place.ts';

const sequence = (last: string | null, change: Partial<Sequence> = {}): Sequence => ({
  ...{ oid: '1', name: 'public.s', last, increment: '1', min: '1', max: '9223372036854775807' },
  ...{ readable: true, settable: true, ...change },
});
const down = { increment: '-1', min: '-9223372036854775808', max: '-1' };

describe('where a sequence of the restored database must stand', () => {
  it.each<[string, Sequence, Sequence[], Place]>([
    ['further on', sequence('3'), [sequence('7')], { to: '7' }],
    ['it gave out nothing yet', sequence(null), [sequence('7')], { to: '7' }],
    ['nobody took one since', sequence('7'), [sequence('7')], { to: null }],
    ['neither ever gave out one', sequence(null), [sequence(null)], { to: null }],
    ['beyond what a double holds', sequence('1'), [sequence('9007199254740993')], { to: '9007199254740993' }],
    ['down', sequence('-2', down), [sequence('-5', down)], { to: '-5' }],
    ['down, from nothing', sequence(null, down), [sequence('-5', down)], { to: '-5' }],
    ['past both: renamed, and its name made again', sequence('3'), [sequence('7'), sequence('9')], { to: '9' }],
    ['set back', sequence('7'), [sequence('3')], { why: 'set-back', detail: '3' }],
    ['restarted and not used', sequence('7'), [sequence(null)], { why: 'set-back', detail: null }],
    ['set back, down', sequence('-7', down), [sequence('-3', down)], { why: 'set-back', detail: '-3' }],
    ['turned around', sequence('3'), [sequence('7', down)], { why: 'turned-around', detail: '7' }],
    ['out of its range', sequence('3', { max: '5' }), [sequence('7')], { why: 'ends-before', detail: '7' }],
    [
      'below its range',
      sequence('-2', { ...down, min: '-4' }),
      [sequence('-7', down)],
      { why: 'ends-before', detail: '-7' },
    ],
    ['dropped', sequence('3'), [], { why: 'dropped-since', detail: null }],
    ['hidden', sequence('3'), [sequence(null, { readable: false })], { why: 'not-permitted', detail: 'public.s' }],
    ['not to be set', sequence('3', { settable: false }), [sequence('7')], { why: 'not-permitted', detail: '7' }],
    ['not to be set, and in its place', sequence('7', { settable: false }), [sequence('7')], { to: null }],
  ])('%s', (_what, ours, theirs, place) => {
    expect(placeOf(ours, theirs)).toEqual(place);
  });

  it('is found by its oid when it was renamed, and by its name when it was made again', () => {
    const [renamed, again, other] = [
      sequence('1', { name: 'public.t' }),
      sequence('2', { oid: '2' }),
      sequence('3', { oid: '3', name: 'public.u' }),
    ];
    expect(sameIn([renamed, again, other])(sequence(null))).toEqual([renamed, again]);
    expect(sameIn([renamed])(other)).toEqual([]);
  });
});
