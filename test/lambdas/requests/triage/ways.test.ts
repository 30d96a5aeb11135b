import { describe, expect, it } from 'vitest';
import { waysOf } from '../../../../lambdas/requests/triage/ways.ts';
import { knownGood, release, request, restorePoint, rollback } from '../../records.ts';
import { breaking } from './given.ts';

const NONE = { restore: null, keep: null };
const alone = (of: ReturnType<typeof release>) => ({ all: [of], newest: of, base: of });
const ways = (of: ReturnType<typeof release>, web = 'td:2') => waysOf(alone(of), new Map([['web', web]]), []);

describe('what a person can decide', () => {
  it('is to reopen, where there is nothing to undo', () => {
    expect(waysOf(undefined, new Map(), [])).toEqual({
      ...{ migration: 'none', returnsTo: null, restorePointAt: null, forward: false, reopen: true },
      longestMinutes: NONE,
    });
  });

  it('names where it goes back to, and from when the data is', () => {
    const of = release({ knownGood: knownGood({ version: '1.4.0' }), restorePoint: { ...restorePoint } });
    expect(ways(of)).toEqual({
      ...{ migration: 'none', returnsTo: '1.4.0', restorePointAt: restorePoint.requestedAt },
      ...{ forward: false, reopen: true, longestMinutes: NONE },
    });
  });

  it('goes back to nothing without a known good, whatever restore point there is', () => {
    expect(ways(release({ knownGood: null }))).toMatchObject({ returnsTo: null, restorePointAt: null });
    expect(ways(release({ restorePoint: null }))).toMatchObject({ restorePointAt: null });
  });

  it('is not to reopen where a breaking migration left a service behind', () => {
    const changes = [{ service: 'web', image: 'i' }];
    const of = release({
      ...breaking,
      switched: { web: 'td:2' },
      request: request({ migration: 'breaking', changes }),
    });
    expect(ways(of, 'td:2')).toMatchObject({ migration: 'breaking', reopen: true });
    expect(ways(of, 'td:1')).toMatchObject({ migration: 'breaking', reopen: false });
  });

  it('is told how long each way took at most, to its end', () => {
    const took = (minutes: number, change: Parameters<typeof rollback>[0] = {}) =>
      rollback({
        ...{ outcome: 'done', startedAt: '2026-11-01T10:00:00.000Z', restored: null },
        finishedAt: new Date(Date.parse('2026-11-01T10:00:00.000Z') + minutes * 60_000).toISOString(),
        ...change,
      });
    const longest = (...of: ReturnType<typeof rollback>[]) => waysOf(undefined, new Map(), of).longestMinutes;
    expect(longest(took(4), took(6.5), took(50, { restored: 'survey-kg-1' }))).toEqual({ restore: 50, keep: 7 });
    expect(longest(took(0.2))).toEqual({ restore: null, keep: 1 });
    // Neither what did not end well, nor what put the newer database back, is what a restore takes.
    const others = [took(90, { outcome: 'running' }), took(90, { finishedAt: null })];
    expect(longest(...others, took(3, { restored: 'survey', forward: true }))).toEqual(NONE);
  });
});
