import { settingsOf } from '../../../lambdas/database/settings.ts';
import type { StandbyOrder, StandbyRecord } from '../../../lambdas/model/standby.ts';
import { NOW, restorePoint } from '../records.ts';
import { liveInstance } from '../stub/rds.ts';
import { countsOf, tableCounts } from '../writes.ts';

/** A release's standby as it is ordered, recorded and shown by RDS, for tables of tests. */
export const STANDBY = 'survey-kg-sbr1';

export const order: StandbyOrder = {
  ...{ release: 'r1', version: '2.0.0', restorePoint, live: { identifier: 'survey', resourceId: 'db-1' } },
  settings: settingsOf(liveInstance()),
};

export const standbyRecord = (change: Partial<StandbyRecord> = {}): StandbyRecord => ({
  ...{ instance: STANDBY, restorePoint: restorePoint.snapshot, since: NOW, settings: settingsOf(liveInstance()) },
  proof: {
    ...{ at: NOW, resourceId: 'db-9', host: 'standby.rds', port: 5432, facts: ['sentinel "good": 3'] },
    counts: countsOf(tableCounts(), 's'),
  },
  ...{ warmth: null, backedUpAt: null, failed: null },
  ...change,
});

/** Tags as *Restore the standby* gives them. */
export const standbyTags = (purpose = 'standby', work = 'r1', point = restorePoint.snapshot) => [
  { Key: 'knowngood', Value: 'sandbox' },
  { Key: 'knowngood:work', Value: work },
  { Key: 'knowngood:purpose', Value: purpose },
  { Key: 'knowngood:restore-point', Value: point },
];

export const standbyInstance = (change: Parameters<typeof liveInstance>[0] = {}) =>
  liveInstance({
    ...{ DBInstanceIdentifier: STANDBY, DBInstanceArn: `arn:rds:db:${STANDBY}`, DbiResourceId: 'db-9' },
    ...{ Endpoint: { Address: 'standby.rds', Port: 5432 }, TagList: standbyTags() },
    ...change,
  });
