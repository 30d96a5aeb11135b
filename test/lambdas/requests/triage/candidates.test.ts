import { describe, expect, it } from 'vitest';
import type { ReleaseRecord } from '../../../../lambdas/model/ledger.ts';
import type { Trigger } from '../../../../lambdas/model/rollback.ts';
import { decide } from '../../../../lambdas/requests/triage/decide.ts';
import { person, release, request } from '../../records.ts';
import { alarm, facts, input } from './given.ts';

const nothing = { switched: {}, migrationStartedAt: null } as const;
const running = { outcome: 'running', finishedAt: null } as const;
const bad = release({ id: 'r1' });
const failed: Trigger = { kind: 'failed-release', release: 'r2', criterion: 'availability', error: '', reason: '' };

const HARMLESS: readonly (readonly [what: string, release: ReleaseRecord])[] = [
  ['a dry run under way', release({ id: 'r2', ...running, ...nothing, request: request({ dryRun: true }) })],
  ['a release that inspects', release({ id: 'r2', ...running, ...nothing, knownGood: null, restorePoint: null })],
  ['a release that has recorded its known good', release({ id: 'r2', ...running, ...nothing })],
  ['a release that has raised its fence', release({ id: 'r2', ...running, ...nothing, fenced: true })],
];

describe('a release that changed something, behind one that changed nothing', () => {
  it.each(HARMLESS)('is undone, and the other stopped: %s', (_what, harmless) => {
    for (const trigger of [alarm, person()]) {
      const { decision, release: undone } = decide(input({ trigger, takenFrom: 'r2' }), facts(harmless, bad));
      expect(decision).toBe('services');
      expect(undone).toMatchObject({ id: 'r1', undone: ['r1'], passedOver: 'r2' });
    }
  });

  it.each(HARMLESS)(
    'is older than the window of an alarm: the other is stopped all the same: %s',
    (_what, harmless) => {
      const old = release({ id: 'r1', finishedAt: '2026-11-20T13:30:00.000Z' });
      const { decision, release: undone } = decide(input({ takenFrom: 'r2' }), facts(harmless, old));
      expect(decision).toBe('notify-only');
      expect(undone).toMatchObject({ undone: [], passedOver: 'r2' });
    },
  );

  it.each(HARMLESS)(
    'was rolled back already, or there is none: nothing to undo, whatever stands there: %s',
    (_what, harmless) => {
      for (const others of [[], [release({ id: 'r1', outcome: 'rolled-back' })]]) {
        const { decision, release: undone } = decide(input({ takenFrom: 'r2' }), facts(harmless, ...others));
        expect(decision).toBe('nothing-to-undo');
        expect(undone).toMatchObject({ id: 'r2', undone: ['r2'], passedOver: null });
      }
    },
  );

  it.each(['stopped', 'unobserved', 'good', 'running'] as const)(
    'is undone where the one that changed nothing has ended as %s, and no other is stopped',
    (outcome) => {
      const harmless = release({ id: 'r2', outcome, ...nothing });
      const { decision, release: undone } = decide(input(), facts(harmless, bad));
      expect(decision).toBe('services');
      expect(undone).toMatchObject({ id: 'r1', undone: ['r1'], passedOver: null });
    },
  );

  it.each([
    ['has moved a service', { switched: { web: 'td:3' } }],
    ['has begun its migration', { migrationStartedAt: '2026-11-24T13:10:00.000Z' }],
  ])('is not undone in the place of one that %s', (_what, change) => {
    const holder = release({ id: 'r2', ...running, ...nothing, ...change });
    const { release: undone } = decide(input({ takenFrom: 'r2' }), facts(holder, bad));
    expect(undone).toMatchObject({ undone: ['r2'], passedOver: null });
  });

  it('is not undone in the place of a release that failed by itself', () => {
    const holder = release({ id: 'r2', ...running, ...nothing });
    const { decision, release: undone } = decide(input({ trigger: failed, takenFrom: 'r2' }), facts(holder, bad));
    expect(decision).toBe('nothing-to-undo');
    expect(undone).toMatchObject({ undone: ['r2'], passedOver: null });
  });

  it('is undone alone where a person names the result of an older one', () => {
    const harmless = release({ id: 'r3', ...running, ...nothing });
    const idle = release({ id: 'r2', outcome: 'stopped', ...nothing });
    const wanted = release({ id: 'r0' });
    const trigger = person({ to: 'r0' });
    const { release: undone } = decide(input({ trigger, takenFrom: 'r3' }), facts(harmless, idle, bad, wanted));
    expect(undone).toMatchObject({ undone: ['r1'], passedOver: 'r3' });
  });
});
