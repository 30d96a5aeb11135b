import type { DBInstance } from '@aws-sdk/client-rds';
import { throwAwaySettings } from '../../../lambdas/database/begin-backup-drill/settings.ts';
import type { BackupDrillRecord, Drilled } from '../../../lambdas/model/backup-drill.ts';
import { later, liveDatabase, NOW, restorePoint } from '../records.ts';

/** Drill that began at NOW: its id, the execution, and the name of its database. */
export const DRILL = '20261124141000-33445566';
export const EXECUTION = 'arn:aws:states:sa-east-1:111122223333:execution:knowngood-sandbox-backup-drill:x-33445566';
export const THROW_AWAY = 'survey-kgdrill-12414100033445566';

export const drilled: Drilled = {
  ...{ point: restorePoint, at: '2026-11-24T13:06:00.000Z', recoveryPointMinutes: 5 },
  settings: throwAwaySettings(liveDatabase.settings),
};

export const running = (change: Partial<BackupDrillRecord> = {}): BackupDrillRecord => ({
  ...{ turn: 1, since: later(-3_600), last: null, proven: null },
  running: { id: DRILL, execution: EXECUTION, startedAt: NOW, drilled },
  ...change,
});

export const throwAway = (change: DBInstance = {}): DBInstance => ({
  ...{ DBInstanceIdentifier: THROW_AWAY, DBInstanceStatus: 'available', DBInstanceArn: `arn:rds:db:${THROW_AWAY}` },
  TagList: [
    { Key: 'knowngood', Value: 'sandbox' },
    { Key: 'knowngood:work', Value: DRILL },
    { Key: 'knowngood:purpose', Value: 'backup-drill' },
  ],
  ...change,
});
