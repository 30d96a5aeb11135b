import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../../lambdas/model/finding.ts';
import { type Told, telling } from '../../../../lambdas/people/watchdog/telling.ts';

const NOW = '2026-11-24T15:00:00.000Z';

describe('a finding is told', () => {
  const finding: Finding = { kind: 'frozen', incident: 'i1', since: NOW, open: false };
  const at = (minute: number) => new Date(Date.parse(NOW) + minute * 60_000).toISOString();

  it('when it is found, after 15 and 60 minutes, then once a day; never every minute', () => {
    let told: Told = {};
    const minutes: number[] = [];
    for (let minute = 0; minute <= 3 * 1_440; minute++) {
      const due = telling(at(minute), [finding], told);
      if (due.now.length > 0) minutes.push(minute);
      told = due.told;
    }
    expect(minutes).toEqual([0, 15, 60, 1_440, 2_880, 4_320]);
  });

  it('anew when it comes back, and a second one at once', () => {
    const first = telling(at(0), [finding], {});
    const gone = telling(at(1), [], first.told);
    expect(gone.told).toEqual({});
    expect(telling(at(2), [finding], gone.told).now).toEqual([finding]);
    const other: Finding = { kind: 'maintenance-left-on', since: NOW };
    expect(telling(at(1), [finding, other], first.told).now).toEqual([other]);
  });
});
