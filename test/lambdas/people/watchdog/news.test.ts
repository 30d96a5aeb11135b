import { describe, expect, it } from 'vitest';
import { NEWS_WITHIN_MINUTES } from '../../../../lambdas/model/limits.ts';
import { news } from '../../../../lambdas/people/watchdog/news.ts';
import type { Told } from '../../../../lambdas/people/watchdog/telling.ts';
import { NOW, status } from '../../records.ts';

const at = (minute: number) => new Date(Date.parse(NOW) + minute * 60_000).toISOString();

describe('teams hear of an incident that lasts', () => {
  const lasting = (found: 'frozen' | 'rolling-back') =>
    status({ status: found, since: NOW, incident: 'i1', maintenanceSince: NOW });

  it.each([
    ['frozen', 1],
    ['frozen', 5],
    ['rolling-back', 1],
  ] as const)('%s: never later than promised, also when the watchdog looks every %i minutes', (found, every) => {
    let told: Told = {};
    const minutes = [0];
    for (let minute = 0; minute <= 600; minute += every) {
      const due = news(at(minute), lasting(found), told);
      told = due.told;
      if (due.message !== null) minutes.push(minute);
    }
    const gaps = minutes.slice(1).map((minute, n) => minute - (minutes[n] ?? 0));
    expect(gaps.length).toBeGreaterThan(8);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(NEWS_WITHIN_MINUTES);
    expect(Math.min(...gaps)).toBeGreaterThan(50);
  });

  it('from the newest word: a decision begins anew', () => {
    const told = { 'news i1': { firstAt: at(-50), times: 1 } };
    expect(news(at(30), lasting('rolling-back'), told).message).toBeNull();
    expect(news(at(56), lasting('rolling-back'), told).message).toMatchObject({
      status: 'rolling-back',
      maintenance: true,
    });
  });

  it.each(['open', 'releasing'] as const)('and of nothing in an environment that is %s', (found) => {
    expect(news(at(500), status({ status: found, since: NOW, incident: null }), {})).toEqual({
      message: null,
      told: {},
    });
  });
});
