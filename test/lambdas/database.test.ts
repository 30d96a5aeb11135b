import { describe, expect, it } from 'vitest';
import { judge, lostWrites } from '../../lambdas/count-lost-writes/lost.ts';
import { meaning as snapshotMeaning, snapshotName } from '../../lambdas/create-snapshot/candidate.ts';
import { usability } from '../../lambdas/look-at-restored-database/usable.ts';
import type { TableCounts, WriteCounts } from '../../lambdas/model/writes.ts';
import { judgeCounts, judgeSentinel } from '../../lambdas/prove-database/judge.ts';
import { instanceName } from '../../lambdas/restore-database/request.ts';
import { restorePoint } from './records.ts';

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
    expect(judgeCounts({ answers: -1 }, point).facts[0]).toContain('unproven');
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
