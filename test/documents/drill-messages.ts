import type { DrillResult, EndedDrill } from '../../lambdas/model/backup-drill.ts';
import type { Message } from '../../lambdas/model/message.ts';

/** A backup drill that ended so, and left nothing. */
export const drillThat = (result: DrillResult): EndedDrill => ({
  ...{ id: '20261124030000-0d9e8f7a', startedAt: '2026-11-24T03:00:00.000Z', finishedAt: '2026-11-24T03:22:00.000Z' },
  ...{ point: 'survey-kg-restore-point-6d2d4f9c', at: '2026-11-21T17:13:00.000Z', recoveryPointMinutes: 4 },
  ...{ result, left: null },
});
const proven = drillThat({
  ...{ kind: 'proven', readyMinutes: 14, provenMinutes: 15 },
  proof: ['table surveys: 1200 rows'],
});
const failed = drillThat({ kind: 'failed', cause: 'InsufficientDBInstanceCapacity: no capacity in sa-east-1' });
const gaveWay = drillThat({
  kind: 'gave-way',
  cause:
    'The rollback 20261124031040-6d2d4f9c has begun; expected none while a drill restores. The drill gives way: its database survey-kgdrill-0300000d9e8f7a is deleted, and nothing else is touched.',
});
const refused = drillThat({
  kind: 'refused',
  why: ['the backup drill 20261124025900-7a6b5c4d still runs; expected one at a time'],
});
const instance = 'survey-kgdrill-0300000d9e8f7a';

/** How backup drills end, and what they leave. */
export const DRILLS = {
  'backup-drill': [
    { ended: proven },
    { ended: { ...failed, left: { instance, cause: 'AccessDenied: not authorized' } } },
    { ended: gaveWay },
    { ended: { ...refused, point: null, at: null, recoveryPointMinutes: null } },
  ],
  'throw-away-left': [
    { deleted: [instance], refused: [] },
    { deleted: [], refused: [{ instance, cause: 'AccessDenied: not authorized' }] },
  ],
} as const;

export const DRILL_MESSAGES: readonly Message[] = [
  ...DRILLS['backup-drill'].map((one) => ({ kind: 'backup-drill', ...one }) as const),
  ...DRILLS['throw-away-left'].map((one) => ({ kind: 'throw-away-left', ...one }) as const),
];

/** With every free text replaced. */
export const drillSaying = (text: string) =>
  ({
    kind: 'backup-drill',
    ended: {
      ...drillThat({ kind: 'failed', cause: text }),
      id: text,
      point: text,
      left: { instance: text, cause: text },
    },
  }) as const;
export const leftSaying = (text: string, many: readonly string[]) =>
  ({ kind: 'throw-away-left', deleted: many, refused: many.map((cause) => ({ instance: text, cause })) }) as const;
