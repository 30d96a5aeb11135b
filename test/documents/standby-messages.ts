import { partly } from './restored-messages.ts';

const standing = {
  ...{ version: '2.4.0', instance: 'survey-kg-sb1a2b3c4d', restorePoint: 'survey-kg-restore-point-1a2b3c4d' },
  ...{ since: '2026-11-24T17:02:00.000Z', instanceClass: 'db.m7g.large', multiAz: false },
  proof: ['sentinel "surveys": 1204', "the application's role survey logs in"],
  warmth: { ...partly, done: true, warmed: 27_917_287_424, left: 0, cold: [], filled: null, ended: null, at: null },
} as const;

/** Both ways that a standby comes to. */
export const OF_STANDBY = {
  'standby-ready': [
    { ...standing, prices: null },
    {
      ...{ ...standing, multiAz: true },
      prices: {
        ...{ currency: 'USD', snapshotGibMonth: 0.18, storageGibMonth: 0.2, instanceHour: { 'db.m7g.large': 0.26 } },
        source: 'aws.amazon.com/rds/postgresql/pricing, sa-east-1, 2026-11-28',
      },
    },
  ],
  'standby-failed': [
    {
      ...{ version: '2.4.0', restorePoint: 'survey-kg-restore-point-1a2b3c4d' },
      cause: 'InstanceQuotaExceeded: the quota of instances is used up',
    },
  ],
};
