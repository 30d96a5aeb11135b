import { describe, expect, it } from 'vitest';
import { decide } from '../../../../lambdas/requests/triage/decide.ts';
import { person, release, request } from '../../records.ts';
import { breaking, compatible, facts, input } from './given.ts';

describe('a person who reopens as it is', () => {
  const moving = { changes: [{ service: 'web', image: 'i' }] };
  const reopen = (of: ReturnType<typeof release>, web: string) =>
    decide(input({ trigger: person({ decision: 'reopen' }) }), { ...facts(of), running: new Map([['web', web]]) });
  const migrated = (switched: Record<string, string>) =>
    release({
      ...breaking,
      switched,
      request: request({ migration: 'breaking', ...moving }),
    });

  it('gets the new version on its migrated database', () => {
    expect(reopen(migrated({ web: 'td:2' }), 'td:2').decision).toBe('reopen');
  });

  it('never gets the old version on a database it was not verified with', () => {
    for (const of of [reopen(migrated({}), 'td:1'), reopen(migrated({ web: 'td:2' }), 'td:1')]) {
      expect(of.decision).toBe('freeze');
      expect(of.because.join()).toContain(
        'web still run the old version, which was never verified with the database as it is now',
      );
    }
  });

  it('gets anything that was not migrated, or migrated compatibly', () => {
    const compatibly = release({
      ...compatible,
      request: request({ migration: 'compatible', ...moving }),
      switched: {},
    });
    expect(reopen(compatibly, 'td:1').decision).toBe('reopen');
    expect(reopen(release({ switched: {} }), 'td:1').decision).toBe('reopen');
  });

  it('is told which services are without the new version when others have it', () => {
    const both = [
      { service: 'web', image: 'i' },
      { service: 'worker', image: 'i' },
    ];
    const between = release({ request: request({ changes: both }), switched: { web: 'td:2' } });
    const { decision, because } = reopen(between, 'td:2');
    expect(decision).toBe('reopen');
    expect(because).toContain('services run different versions: worker without the new one');
    const neither = reopen(release({ request: request({ changes: both }), switched: {} }), 'td:1');
    expect(neither.because.join()).not.toContain('different versions');
    // Both run an older version again: the same one.
    const wentBack = reopen(between, 'td:1');
    expect(wentBack.because).toEqual(['a person decided that it stays open as it is']);
  });
});

describe('what a person reopened', () => {
  const word = { at: '2026-11-24T13:50:00.000Z', by: 'Ana', reason: 'Not to blame', incident: 'incident-b1' };
  const reopened = release({ outcome: 'unobserved', reopened: word });
  it('no alarm undoes until somebody confirms it, and each says so', () => {
    const { decision, because } = decide(input(), facts(reopened));
    expect(decision).toBe('notify-only');
    expect(because).toEqual([
      expect.stringMatching(/^Ana reopened release 2\.0\.0 \(r1\) in incident-b1: .*"confirm":"r1"/),
    ]);
    expect(because.join()).toContain('no alarm starts a rollback of it');
  });
  it.each([
    ['a person may undo it', { trigger: person() }, reopened],
    [
      'its own failure may',
      { trigger: { kind: 'failed-release', release: 'r1', criterion: 'history', error: '', reason: '' } as const },
      reopened,
    ],
    ['once confirmed, an alarm may', {}, release({ ...reopened, outcome: 'good' })],
    ['a release that nothing observed and nobody reopened, an alarm may', {}, release({ outcome: 'unobserved' })],
    ['a newer release, an alarm may', {}, release({ id: 'r2', outcome: 'good' })],
  ])('%s', (_what, change, newest) => {
    expect(decide(input(change), facts(newest, reopened)).decision).toBe('services');
  });
});
