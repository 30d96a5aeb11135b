import { describe, expect, it } from 'vitest';
import type { Input } from '../../../../lambdas/requests/triage/contract.ts';
import { decide } from '../../../../lambdas/requests/triage/decide.ts';
import { knownGood, person, release, restorePoint, rollback, status } from '../../records.ts';
import { countsOf, tableCounts } from '../../writes.ts';
import { breaking, compatible, facts, input } from './given.ts';

const decision = (given: Input, ...releases: ReturnType<typeof release>[]) =>
  decide(given, facts(...releases)).decision;

describe('triage', () => {
  it('a second rollback in a row is told what was undone, what runs, and how to leave that too', () => {
    const undone = release({
      id: 'r3',
      version: '3.0.0',
      outcome: 'rolled-back',
      knownGood: knownGood({ version: '2.0.0' }),
    });
    const of = (...older: ReturnType<typeof release>[]) =>
      decide(input({ trigger: person() }), facts(release({ outcome: 'planned', switched: {} }), undone, ...older));
    const [why] = of(release({ id: 'r2' }), release({ id: 'r1', version: '1.0.0' })).because;
    expect(why).toMatch(
      /^release 3\.0\.0 \(r3\) was the newest change and has been undone already: version 2\.0\.0 runs now/,
    );
    expect(why).toContain('start a rollback with "to": an older release (1.0.0)');
    expect(of().because[0]).toContain('of which none is recorded');
    expect(of().decision).toBe('notify-only');
  });

  it('goes on with the restore that an unfinished rollback of the incident was asked for and began', () => {
    const restoredWith = knownGood().database.settings;
    const earlier = (change: Partial<ReturnType<typeof rollback>> = {}) =>
      rollback({
        incident: 'i1',
        outcome: 'running',
        restoredWith,
        trigger: person({ database: 'restore' }),
        ...change,
      });
    const own = rollback({ id: 'b2', incident: 'i1', outcome: 'running', trigger: person({ incident: 'i1' }) });
    const of = (trigger: ReturnType<typeof person>, one: ReturnType<typeof rollback>) =>
      decide(input({ policy: 'keep', trigger }), { ...facts(release()), rollbacks: [own, one] });
    const goesOn = person({ incident: 'i1' });
    expect(of(goesOn, earlier())).toMatchObject({
      decision: 'services-and-database',
      because: expect.arrayContaining(['a person asked for the restore']),
    });
    // What the person says counts; so does the policy for what is over, had not begun, or is about something else.
    expect(of(person({ incident: 'i1', database: 'keep' }), earlier()).decision).toBe('services');
    expect(of(goesOn, earlier({ outcome: 'services' })).decision).toBe('services');
    expect(of(goesOn, earlier({ trigger: person() })).decision).toBe('services');
    expect(of(goesOn, earlier({ incident: 'i2' })).decision).toBe('services');
    expect(of(person(), earlier()).decision).toBe('services');
    const { restoredWith: _not, ...notBegun } = earlier();
    expect(of(goesOn, notBegun).decision).toBe('services');
  });

  it('undoes nothing when no release is recorded', () => {
    expect(decision(input())).toBe('notify-only');
  });

  it('does not take an old release for the cause of an alarm, but a person may', () => {
    const old = release({ ...breaking, finishedAt: '2026-11-03T13:30:00.000Z' });
    expect(decision(input(), old)).toBe('notify-only');
    expect(decision(input({ trigger: person() }), old)).toBe('services-and-database');
  });

  it('never undoes a release twice, nor one older than an undone one', () => {
    const undone = release({ id: 'r2', outcome: 'rolled-back' });
    expect(decision(input(), undone, release(breaking))).toBe('notify-only');
    expect(decision(input({ takenFrom: 'r2' }), undone)).toBe('notify-only');
  });

  it('passes over releases that were refused or only planned', () => {
    expect(
      decision(
        input(),
        release({ id: 'r3', outcome: 'refused' }),
        release({ id: 'r2', outcome: 'planned' }),
        release(),
      ),
    ).toBe('services');
  });

  it('passes over a release that failed before it changed anything: the one before it may be the cause', () => {
    expect(decision(input(), release({ id: 'r2', outcome: 'failed', switched: {} }), release())).toBe('services');
  });

  it('has nothing to undo when the release changed nothing yet, whatever was fenced', () => {
    const begun = release({ outcome: 'running', finishedAt: null, switched: {}, fenced: true });
    const { decision: decided, because } = decide(input({ takenFrom: 'r1' }), facts(begun));
    expect(decided).toBe('nothing-to-undo');
    expect(because).toEqual(['release 2.0.0 (r1) had changed nothing yet']);
  });

  it.each([
    ['restore-if-breaking', 'none', release(), 'services'],
    ['restore-if-breaking', 'compatible', release(compatible), 'services'],
    ['restore-if-breaking', 'breaking', release(breaking), 'services-and-database'],
    ['restore', 'none', release(), 'services-and-database'],
    ['restore', 'compatible', release(compatible), 'services-and-database'],
    ['ask', 'none', release(), 'services'],
    ['ask', 'compatible', release(compatible), 'freeze'],
    ['ask', 'breaking', release(breaking), 'freeze'],
    ['keep', 'compatible', release(compatible), 'services'],
    ['keep', 'breaking', release(breaking), 'freeze'],
  ] as const)('policy %s after a %s migration', (policy, _migration, found, expected) => {
    expect(decision(input({ policy }), found)).toBe(expected);
  });

  it('does what a person asks of the database, against the policy', () => {
    expect(decision(input({ policy: 'keep', trigger: person({ database: 'restore' }) }), release(compatible))).toBe(
      'services-and-database',
    );
    expect(decision(input({ policy: 'restore', trigger: person({ database: 'keep' }) }), release(breaking))).toBe(
      'services',
    );
  });

  it('freezes rather than restore without a restore point', () => {
    expect(decision(input(), release({ ...breaking, restorePoint: null }))).toBe('freeze');
  });

  it('calls a fence held only until users or workers were let in again', () => {
    const fenced = { ...breaking, fenced: true };
    const of = (change: object) =>
      decide(input(), {
        status: status(),
        releases: [release({ ...fenced, ...change })],
        rollbacks: [],
        running: new Map(),
      }).release.behindFence;
    expect(of({})).toMatchObject({ known: true, total: 0, databases: [] });
    expect(of({ openedAt: '2026-11-24T13:20:00.000Z' })).toBeNull();
    const at = (inserted: number) => countsOf(tableCounts({ inserted }), 's', { at: `${inserted}` });
    const point = { ...restorePoint, before: at(5), after: at(7), baseline: at(5) };
    expect(of({ restorePoint: point })).toMatchObject({ known: true, total: 2 });
  });
});

describe('triage without what it needs', () => {
  it('freezes when the release to undo has no known good to return to', () => {
    const { decision: decided, because } = decide(input(), facts(release({ knownGood: null })));
    expect(decided).toBe('freeze');
    expect(because.join()).toMatch(/no known good was recorded/);
  });

  it('needs no restore point where the database is kept', () => {
    const without = release({ ...compatible, restorePoint: null });
    expect(decision(input({ policy: 'keep' }), without)).toBe('services');
    expect(decide(input({ policy: 'keep' }), facts(without)).because[0]).toBe(
      'release 2.0.0 (r1) is the newest change',
    );
  });

  it('freezes when a restore is called for and there is no restore point', () => {
    const { decision: decided, because } = decide(input(), facts(release({ ...breaking, restorePoint: null })));
    expect(decided).toBe('freeze');
    expect(because.join()).toMatch(/no restore point was recorded/);
  });

  it('reopens an environment without a release as it is, when a person says so', () => {
    expect(decision(input({ trigger: person({ decision: 'reopen' }) }))).toBe('reopen');
  });
});

describe('a rollback to an older release', () => {
  const first = release({ id: 'r1', version: '1.0.0', restorePoint: null });
  const second = release({ id: 'r2', version: '2.0.0', switched: { web: 'td:2' }, ...breaking });
  const third = release({ id: 'r3', version: '3.0.0', switched: { worker: 'td:3' } });
  const undo = (to: string, ...releases: ReturnType<typeof release>[]) =>
    decide(input({ trigger: person({ to }) }), { status: status(), releases, rollbacks: [], running: new Map() });

  it('undoes every release since, and returns to the known good of the oldest', () => {
    const { decision: decided, release: undone } = undo('r1', third, second, first);
    expect(decided).toBe('services-and-database');
    expect(undone).toMatchObject({ id: 'r3', undone: ['r3', 'r2'], moved: ['worker', 'web'] });
    expect(undone.restorePoint).toBe(second.restorePoint);
  });

  it('says how many it undoes, and to what', () => {
    const known = { ...second, knownGood: knownGood({ version: '1.0.0' }) };
    expect(undo('r1', third, known, first).because[1]).toBe('2 releases are undone together, back to version 1.0.0');
    const { decision: decided, because } = undo('r1', third, { ...second, knownGood: null }, first);
    expect(decided).toBe('freeze');
    expect(because.at(-1)).toBe('no known good was recorded for it');
  });

  it('undoes only the newest without it, and does not speak of others', () => {
    const { release: undone, because } = decide(input({ trigger: person() }), facts(third, second, first));
    expect(undone.undone).toEqual(['r3']);
    expect(because.join()).not.toContain('together');
  });

  it('passes over those that are rolled back already', () => {
    const undone = release({ id: 'r4', outcome: 'rolled-back' });
    expect(undo('r1', undone, third, second, first).release.undone).toEqual(['r3', 'r2']);
  });

  it('does not call a fence held over several releases', () => {
    const fenced = release({ id: 'r2', fenced: true, openedAt: null });
    expect(undo('r1', third, fenced, first).release.behindFence).toBeNull();
  });
});
