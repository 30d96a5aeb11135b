import { describe, expect, it } from 'vitest';
import { LEFT, ROW, scaleOf, timelineFigure, WIDTH } from '../../../../lambdas/people/document/figures.ts';
import { later } from '../../records.ts';

describe('the scale of a figure', () => {
  it('has the first moment at the left, the last at the right, and others between as long after', () => {
    const x = scaleOf([later(60), later(0), later(100)]);
    expect([x(later(0)), x(later(100)), x(later(25))]).toEqual([LEFT, WIDTH - LEFT, LEFT + (WIDTH - 2 * LEFT) / 4]);
  });

  it('has a stretch of no length in the middle', () => {
    expect(scaleOf([later(5), later(5)])(later(5))).toBe(WIDTH / 2);
  });
});

describe('a line of time', () => {
  const clock = (iso: string) => iso.slice(11, 16);

  it('is none without moments', () => {
    expect(timelineFigure('Timeline', [], clock)).toBe('');
  });

  it('has each moment where its time is, on a row of its own, with its label where there is room', () => {
    const drawn = timelineFigure(
      'Timeline',
      [
        { at: later(0), label: 'began <here>' },
        { at: later(600), label: 'ended' },
      ],
      clock,
    );
    const circles = [...drawn.matchAll(/<circle class="mark" cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [x, y]);
    expect(circles).toEqual([
      [`${LEFT}`, `${ROW}`],
      [`${WIDTH - LEFT}`, `${2 * ROW}`],
    ]);
    expect(drawn).toMatch(/<text class="strong" x="18" y="26">14:10 {2}began &lt;here&gt;</);
    expect(drawn).toMatch(/<text class="strong" x="742" y="48" text-anchor="end">14:20 {2}ended</);
    expect(drawn).toMatch(new RegExp(`viewBox="0 0 ${WIDTH} ${3 * ROW}"`));
  });
});
