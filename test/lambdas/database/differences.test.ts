import { describe, expect, it } from 'vitest';
import { differencesOf } from '../../../lambdas/database/differences.ts';
import type { DatabaseSettings } from '../../../lambdas/model/release.ts';
import { liveDatabase } from '../records.ts';

const { settings } = liveDatabase;
const differences = (change: Partial<DatabaseSettings>, recorded: DatabaseSettings = settings) =>
  differencesOf({ ...settings, ...change }, recorded);

describe('two instances', () => {
  it('are the same, whatever the order of lists', () => {
    const recorded = { ...settings, securityGroups: ['sg-1', 'sg-2'] };
    expect(differences({ securityGroups: ['sg-2', 'sg-1'] }, recorded)).toEqual([]);
  });

  it('are told setting by setting where they differ: what is passed, owed, compared, tags, roles', () => {
    const recorded = { ...settings, owed: { ...settings.owed, associatedRoles: { s3Import: 'arn:role' } } };
    const found = {
      multiAz: false,
      tags: {},
      owed: { ...settings.owed, monitoringInterval: 60 },
      compared: { ...settings.compared, EngineVersion: '17.6' },
    };
    expect(differences(found, recorded)).toEqual([
      { setting: 'multiAz', found: 'false', had: 'true' },
      { setting: 'monitoringInterval', found: '60', had: '0' },
      { setting: 'tag team', found: 'none', had: 'survey' },
      { setting: 'role of s3Import', found: 'none', had: 'arn:role' },
      { setting: 'EngineVersion', found: '17.6', had: '17.4' },
    ]);
  });

  it('of which one was recorded by an older version are compared in what that one has', () => {
    const { tags: _tags, compared: _compared, backupWindow: _window, ...older } = settings;
    expect(differences({ backupWindow: '05:00-05:30' }, older as DatabaseSettings)).toEqual([]);
  });
});
