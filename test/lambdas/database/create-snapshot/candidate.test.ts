import { describe, expect, it } from 'vitest';
import { meaning, snapshotName } from '../../../../lambdas/database/create-snapshot/candidate.ts';

describe('names', () => {
  it('of snapshots are valid, and say what they are for', () => {
    expect(snapshotName({ instance: 'survey', purpose: 'safety', work: '20261124141000-33445566' }, 0)).toBe(
      'survey-kg-safety-20261124141000-33445566',
    );
  });
  it('are not enough: a snapshot is ours by tag and source, and usable by status', () => {
    const ours = { DbiResourceId: 'db-1', Status: 'creating', TagList: [{ Key: 'knowngood:work', Value: 'w' }] };
    const input = { work: 'w', resourceId: 'db-1' };
    expect(meaning(ours, input)).toBe('ours');
    expect(meaning({ ...ours, Status: 'failed' }, input)).toBe('dead');
    expect(meaning({ ...ours, TagList: [] }, input)).toBe('foreign');
    expect(meaning({ ...ours, DbiResourceId: 'db-2' }, input)).toBe('foreign');
  });
});
