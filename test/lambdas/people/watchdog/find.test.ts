import { describe, expect, it } from 'vitest';
import type { RollbackRecord } from '../../../../lambdas/model/ledger.ts';
import type { WriteCounts } from '../../../../lambdas/model/writes.ts';
import {
  find,
  leftByRestores,
  movedBack,
  moving,
  recentlyQuarantined,
  type Seen,
} from '../../../../lambdas/people/watchdog/find.ts';
import { status } from '../../records.ts';
import { DIGEST, RULE } from '../../stub/schedules.ts';
import { countsOf, tableCounts } from '../../writes.ts';

const NOW = '2026-11-24T15:00:00.000Z';

const seen = (change: Partial<Seen> = {}): Seen => ({
  status: status({ holder: null, running: { web: 'td:2' } }),
  holder: undefined,
  running: new Map([['web', 'td:2']]),
  ...change,
});

const held = (by: 'releasing' | 'rolling-back', ending: string, endedAt = '2026-11-24T14:50:00.000Z') =>
  seen({ status: status({ status: by }), holder: { status: ending, endedAt }, running: new Map() });
const counts = (inserted: number, since = 'start'): WriteCounts => ({
  ...countsOf(tableCounts({ inserted, updated: 0, deleted: 0 }), since),
});

describe('the watchdog finds', () => {
  it('nothing in an environment that runs what was left', () => {
    expect(find(NOW, seen())).toEqual([]);
  });

  it.each(['RUNNING', 'PENDING_REDRIVE'])('nothing while the holder is %s', (running) => {
    expect(find(NOW, held('releasing', running))).toEqual([]);
  });

  it('a dead release, and that its rollback is to start; but one that a person stopped moves by a person', () => {
    expect(find(NOW, held('releasing', 'TIMED_OUT'))).toMatchObject([{ kind: 'unfinished', startRollback: true }]);
    expect(find(NOW, held('releasing', 'MISSING'))).toMatchObject([{ kind: 'unfinished', startRollback: true }]);
    expect(find(NOW, held('releasing', 'ABORTED'))).toMatchObject([{ kind: 'unfinished', startRollback: false }]);
  });

  it('a dead rollback, which only a person goes on with', () => {
    expect(find(NOW, held('rolling-back', 'FAILED'))).toMatchObject([
      { kind: 'unfinished', work: 'rollback', startRollback: false },
    ]);
  });

  it('an ending only when its event had two minutes to tell it', () => {
    expect(find(NOW, held('releasing', 'FAILED', '2026-11-24T14:58:30.000Z'))).toEqual([]);
  });

  it('what a fence has paused, wherever no execution runs that resumes it', () => {
    const paused = { 'rule nightly': RULE, 'schedule jobs/digest': DIGEST };
    const told = (frozen: boolean) => ({ kind: 'schedules-paused', schedules: Object.keys(paused), frozen });
    expect(find(NOW, seen({ status: status({ paused }) }))).toContainEqual(told(false));
    expect(find(NOW, seen({ status: status({ status: 'frozen', incident: 'i1', paused }) }))).toContainEqual(
      told(true),
    );
    const at = (ending: string) => {
      const one = held('rolling-back', ending);
      return find(NOW, { ...one, status: { ...one.status, paused } });
    };
    expect(at('FAILED')).toContainEqual(told(true));
    expect(at('RUNNING')).toEqual([]);
  });

  it('maintenance mode on while nobody works, and an environment that waits for a decision', () => {
    expect(find(NOW, seen({ status: status({ maintenanceSince: NOW }) }))).toEqual([
      { kind: 'maintenance-left-on', since: NOW },
    ]);
    const frozen = status({ status: 'frozen', incident: 'i1', maintenanceSince: NOW });
    expect(find(NOW, seen({ status: frozen }))).toMatchObject([{ kind: 'frozen', incident: 'i1', open: false }]);
    expect(find(NOW, seen({ status: { ...frozen, maintenanceSince: null } }))).toMatchObject([
      { kind: 'frozen', open: true },
    ]);
  });

  it('a service that runs something else than was left, in an open environment only', () => {
    const running = new Map([['web', 'td:9']]);
    expect(find(NOW, seen({ running }))).toEqual([
      { kind: 'service-changed', service: 'web', runs: 'td:9', expected: 'td:2' },
    ]);
    const frozen = status({ status: 'frozen', running: { web: 'td:2' } });
    expect(find(NOW, seen({ running, status: frozen })).map((finding) => finding.kind)).toEqual(['frozen']);
  });

  it('nothing of an execution that no longer holds the environment', () => {
    const gone = { status: 'FAILED', endedAt: '2026-11-24T14:00:00.000Z' };
    expect(find(NOW, seen({ status: status({ status: 'open' }), holder: gone, running: new Map() }))).toEqual([]);
  });

  it('no writes on a database that was not counted before', () => {
    const before = { ...counts(5), databases: {} } as WriteCounts;
    expect(moving({ survey: before }, { survey: counts(8) })).toEqual([]);
  });

  it('writes on a quarantined database, but nothing when the counters cannot be compared', () => {
    const moved = (before: WriteCounts | undefined, now: WriteCounts) =>
      moving(before === undefined ? {} : { survey: before }, { survey: now });
    expect(moved(counts(5), counts(8))).toEqual([{ kind: 'quarantine-moving', instance: 'survey', writes: 3 }]);
    expect(moved(counts(5), counts(5))).toEqual([]);
    expect(moved(undefined, counts(8))).toEqual([]);
    expect(moved(counts(5), counts(8, 'restarted'))).toEqual([]);
    expect(moved({ known: false, why: '' }, counts(8))).toEqual([]);
  });

  it('a pointer that leads to what a restore replaced, unless a rollback is moving it', () => {
    const made = (restored: string | null, quarantined: string | null) => ({ restored, quarantined }) as RollbackRecord;
    const left = leftByRestores([made(null, null), made('kg-2', 'kg-1'), made('kg-1', 'survey')]);
    expect(left).toEqual({ restored: 'kg-2', replaced: ['kg-1', 'survey'] });
    const found = (live: string | undefined, by: 'open' | 'frozen' | 'releasing' | 'rolling-back' = 'open') =>
      movedBack({ status: by }, left, live).map((finding) => finding.kind);
    for (const live of ['kg-1', 'survey']) expect(found(live)).toEqual(['pointer-moved-back']);
    for (const live of ['kg-2', 'other', undefined]) expect(found(live)).toEqual([]);
    expect(found('survey', 'frozen')).toEqual(['pointer-moved-back']);
    expect(found('survey', 'rolling-back')).toEqual([]);
    expect(movedBack({ status: 'open' }, leftByRestores([made(null, null)]), 'survey')).toEqual([]);
    // Back to a database that an earlier rollback had replaced: it serves now, and is no longer quarantined.
    expect(leftByRestores([made('survey', 'kg-1'), made('kg-1', 'survey')])?.replaced).toEqual(['kg-1']);
  });

  it('looks at the databases of the last week', () => {
    const left = (quarantined: string | null, startedAt: string) => ({ quarantined, startedAt }) as RollbackRecord;
    const rollbacks = [
      left('survey', '2026-11-23T15:00:00.000Z'),
      left(null, '2026-11-22T15:00:00.000Z'),
      left('old', '2026-11-10T15:00:00.000Z'),
    ];
    expect(recentlyQuarantined(NOW, rollbacks)).toEqual(['survey']);
  });
});
