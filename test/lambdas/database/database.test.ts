import { describe, expect, it } from 'vitest';
import { judge } from '../../../lambdas/database/count-lost-writes/judge.ts';
import { meaning as snapshotMeaning, snapshotName } from '../../../lambdas/database/create-snapshot/candidate.ts';
import { usability } from '../../../lambdas/database/look-at-restored-database/usable.ts';
import { differences } from '../../../lambdas/database/look-at-settling/compare.ts';
import { lostWrites } from '../../../lambdas/database/lost-writes.ts';
import { judgeCounts, judgeSentinel } from '../../../lambdas/database/prove-database/judge.ts';
import { orUnreachable } from '../../../lambdas/database/reachable.ts';
import { meaning as instanceMeaning, instanceName } from '../../../lambdas/database/restore-database/request.ts';
import type { DatabaseSettings } from '../../../lambdas/model/release.ts';
import type { TableCounts, WriteCounts } from '../../../lambdas/model/writes.ts';
import { pin } from '../../../lambdas/services/pin-known-good/pin.ts';
import { StepError } from '../../../lambdas/step/errors.ts';
import { restorePoint } from '../records.ts';

const table = (change: Partial<TableCounts> = {}): TableCounts => ({
  inserted: 10,
  updated: 2,
  deleted: 1,
  relation: 5,
  file: 7,
  rows: 9,
  ...change,
});
const counts = (answers: TableCounts, since = 's1'): WriteCounts => ({
  known: true,
  at: '',
  since,
  tables: { answers },
});

describe('lost writes', () => {
  it('are the differences, per table', () => {
    const lost = lostWrites(counts(table()), counts(table({ inserted: 14, updated: 3 })));
    expect(lost).toEqual({ known: true, total: 5, tables: { answers: { inserted: 4, updated: 1, deleted: 0 } } });
  });

  it.each([
    ['the baseline is unknown', { known: false, why: 'x' } as const, counts(table())],
    ['the counts now are unknown', counts(table()), { known: false, why: 'x' } as const],
    ['the server restarted', counts(table()), counts(table(), 's2')],
    ['the table was truncated or rewritten', counts(table()), counts(table({ file: 8 }))],
    ['another table has the name', counts(table()), counts(table({ relation: 6 }))],
    ['a counter went backwards', counts(table()), counts(table({ inserted: 3 }))],
    ['the table is gone', counts(table()), { known: true, at: '', since: 's1', tables: {} } as const],
  ])('are unknown, never zero, when %s', (_why, before, now) => {
    expect(lostWrites(before, now).known).toBe(false);
  });

  it.each([
    ['as many as allowed', 100, null, 100, false],
    ['one more than allowed', 101, null, 100, true],
    ['more, accepted by a person', 500, 500, 100, false],
    ['more than a person accepted', 501, 500, 100, true],
  ])('%s', (_what, total, accepted, maxLostWrites, freeze) => {
    expect(judge({ known: true, total, tables: {} }, { maxLostWrites, accepted, language: 'en' }).freeze).toBe(freeze);
  });

  it('that are unknown freeze, unless a person accepts just that', () => {
    const unknown = { known: false, why: 'x' } as const;
    expect(judge(unknown, { maxLostWrites: 1_000_000, accepted: 1_000_000, language: 'en' }).freeze).toBe(true);
    expect(judge(unknown, { maxLostWrites: 0, accepted: 'unknown', language: 'en' }).freeze).toBe(false);
  });

  it.each([
    [1, null, '1 write is newer than the restore point; no more than 0 may be lost'],
    [3, 5, '3 writes are newer than the restore point; as many as 5 may be lost'],
    [3, 'unknown', '3 writes are newer than the restore point; a person accepted losing any number of them'],
  ] as const)('%s lost, %s accepted: says so', (total, accepted, because) => {
    expect(judge({ known: true, total, tables: {} }, { maxLostWrites: 0, accepted, language: 'en' }).because).toBe(
      because,
    );
  });
});

describe('proof of a restore', () => {
  const point = { ...restorePoint, before: counts(table({ rows: 100 })), after: counts(table({ rows: 120 })) };
  it('wants the very count when fenced', () => {
    expect(judgeCounts({ answers: 100 }, { ...point, fenced: true }).problems).toEqual([]);
    expect(judgeCounts({ answers: 101 }, { ...point, fenced: true }).problems).toHaveLength(1);
  });
  it('wants a count in between when writers ran during the snapshot', () => {
    expect(judgeCounts({ answers: 110 }, { ...point, fenced: false }).problems).toEqual([]);
    expect(judgeCounts({ answers: 99 }, { ...point, fenced: false }).problems).toHaveLength(1);
  });
  it('counts nothing as proven that was not counted', () => {
    expect(judgeCounts({ answers: null }, point).facts[0]).toContain('unproven');
  });
  it('holds sentinels to their expectation', () => {
    expect(judgeSentinel({ name: 's', sql: '', expect: { equals: '0' } }, '0').problems).toEqual([]);
    expect(judgeSentinel({ name: 's', sql: '', expect: { equals: '0' } }, '3').problems).toHaveLength(1);
    expect(judgeSentinel({ name: 's', sql: '', expect: { atLeast: 1 } }, '').problems).toHaveLength(1);
  });
});

describe('names', () => {
  it.each([
    ['a', 0],
    ['a-very-long-identifier-of-forty-characters', 3],
  ])('of restored instances are valid RDS names (%s)', (instance, attempt) => {
    const name = instanceName(instance, '20261124141000-33445566', attempt);
    expect(name).toMatch(/^[a-z](?!.*--)[a-z0-9-]{0,61}[a-z0-9]$/);
    expect(name.startsWith(instance.slice(0, 30))).toBe(true);
    expect(instanceName(instance, '20261124141000-33445566', attempt + 1)).not.toBe(name);
  });
  it('of snapshots are valid, and say what they are for', () => {
    expect(snapshotName({ instance: 'survey', purpose: 'safety', work: '20261124141000-33445566' }, 0)).toBe(
      'survey-kg-safety-20261124141000-33445566',
    );
  });
  it('are not enough: a snapshot is ours by tag and source, and usable by status', () => {
    const ours = { DbiResourceId: 'db-1', Status: 'creating', TagList: [{ Key: 'knowngood:work', Value: 'w' }] };
    const input = { work: 'w', resourceId: 'db-1' };
    expect(snapshotMeaning(ours, input)).toBe('ours');
    expect(snapshotMeaning({ ...ours, Status: 'failed' }, input)).toBe('dead');
    expect(snapshotMeaning({ ...ours, TagList: [] }, input)).toBe('foreign');
    expect(snapshotMeaning({ ...ours, DbiResourceId: 'db-2' }, input)).toBe('foreign');
  });
});

describe('a restored instance', () => {
  it.each([
    ['available', 'usable'],
    ['backing-up', 'usable'],
    ['storage-optimization', 'usable'],
    ['creating', 'wait'],
    ['a status of next year', 'wait'],
    ['restore-error', 'dead'],
    ['insufficient-capacity', 'dead'],
  ])('%s means %s', (status, expected) => {
    expect(usability(status)).toBe(expected);
  });
});

describe('a database that does not answer', () => {
  const down = async () => {
    throw new StepError('TemporarilyUnavailable', 'no connection');
  };
  it('is asked again, then given up: the rollback goes on without it', async () => {
    await expect(orUnreachable(3, down, () => 'unknown')).rejects.toThrow('no connection');
    expect(await orUnreachable(4, down, (why) => `unknown: ${why}`)).toBe('unknown: no connection');
  });
  it('is never given up where it must answer', async () => {
    await expect(orUnreachable(null, down, () => 'unknown')).rejects.toThrow('no connection');
  });
  it('is not the same as one that answers with an error', async () => {
    const broken = async () => {
      throw new Error('permission denied');
    };
    await expect(orUnreachable(9, broken, () => 'unknown')).rejects.toThrow('permission denied');
  });
});

describe('an instance that has the name of a restore', () => {
  const tags = (work: string, snapshot: string) => [
    { Key: 'knowngood:work', Value: work },
    { Key: 'knowngood:restore-point', Value: snapshot },
  ];
  it.each([
    ['ours', tags('w', 's'), 'creating'],
    ['dead', tags('w', 's'), 'restore-error'],
    ['other', tags('w', 'another'), 'available'],
    ['foreign', tags('x', 's'), 'available'],
    ['foreign', [], 'available'],
  ] as const)('is %s by its tags and status', (means, TagList, DBInstanceStatus) => {
    expect(instanceMeaning({ TagList: [...TagList], DBInstanceStatus }, 'w', 's')).toBe(means);
  });
});

describe('a restored database that has settled', () => {
  const settings = {
    instanceClass: 'db.t4g.medium',
    securityGroups: ['sg-1', 'sg-2'],
    multiAz: true,
    owed: { maintenanceWindow: 'sun:05:00-sun:05:30', monitoringInterval: 60 },
  } as unknown as DatabaseSettings;
  it('is as the replaced one, whatever the order of lists', () => {
    expect(differences({ ...settings, securityGroups: ['sg-2', 'sg-1'] }, settings)).toEqual([]);
  });
  it('is told field by field where it is not, what is owed too', () => {
    const found = { ...settings, multiAz: false, owed: { ...settings.owed, monitoringInterval: 0 } };
    expect(differences(found, settings)).toEqual([
      'multiAz: false; the replaced instance had true',
      'monitoringInterval: 0; the replaced instance had 60',
    ]);
  });
});

describe('a task definition to return to', () => {
  const recorded = { status: 'ACTIVE', image: 'r/survey:1.0.0', ran: 'sha256:a', means: 'sha256:a' };
  it.each([
    ['its tag still means what ran', recorded, 'as-it-is'],
    ['its image is a digest', { ...recorded, image: 'r/survey@sha256:b', means: null }, 'as-it-is'],
    ['nobody knows what ran', { ...recorded, ran: null, means: 'sha256:b' }, 'as-it-is'],
    ['its tag moved to another image', { ...recorded, means: 'sha256:bad' }, 'pin'],
    ['its tag is gone', { ...recorded, means: null }, 'pin'],
    ['ECS starts it no more', { ...recorded, status: 'INACTIVE' }, 'pin'],
  ] as const)('%s', (_what, given, expected) => {
    expect(pin(given)).toBe(expected);
  });
});
