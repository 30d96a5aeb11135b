import { describe, expect, it } from 'vitest';
import { ProgressLine } from '../../../simulation/report/progress-line.ts';

describe('progress of long work', () => {
  /** A hundred pieces of work, one a second. */
  function written(isTTY: boolean): string[] {
    const lines: string[] = [];
    let now = 0;
    const progress = new ProgressLine({ isTTY, columns: 80, write: (text) => lines.push(text) }, () => now);
    for (let done = 1; done <= 100; done++) {
      now += 1_000;
      progress.show(done, 100, 'seeds');
    }
    progress.clear();
    return lines;
  }

  it('is a line now and then in a log', () => {
    expect(written(false)).toEqual([
      '30 of 100 seeds, 1.0 a second, about 70 s left\n',
      '60 of 100 seeds, 1.0 a second, about 40 s left\n',
      '90 of 100 seeds, 1.0 a second, about 10 s left\n',
    ]);
  });

  it('is one line on a terminal, written over, and gone at the end', () => {
    const lines = written(true);
    expect(lines).toHaveLength(101);
    expect(lines.join('')).not.toContain('\n');
    expect(lines[49]).toBe('\r\u001b[K██████████░░░░░░░░░░ 50 of 100 seeds, 1.0 a second, about 50 s left');
    expect(lines.at(-1)).toBe('\r\u001b[K');
  });
});
