import type { Trigger } from '../../lambdas/model/rollback.ts';
import type { Input as ReleaseInput } from '../../lambdas/requests/read-release-request/contract.ts';
import type { Input as TriggerInput } from '../../lambdas/requests/read-rollback-trigger/contract.ts';

/** Everything a reading step is given besides what somebody else wrote. */
export const releaseRequest: Omit<ReleaseInput, 'request'> = {
  executionName: 'run-1',
  startedAt: '2026-11-24T17:40:00.000Z',
  services: [{ name: 'web', container: 'app', repository: 'survey-platform', kind: 'web' }],
  registry: '111122223333.dkr.ecr.sa-east-1.amazonaws.com',
  functionalities: ['surveys'],
  alarms: ['survey-5xx-rate'],
  branch: null,
  migrationService: 'web',
};

export const trigger: Omit<TriggerInput, 'request'> = {
  execution: 'arn:aws:states:sa-east-1:111122223333:execution:knowngood-sandbox-rollback:e',
  executionName: 'run-1',
  startedAt: '2026-11-24T17:40:00.000Z',
  moment: { now: '2026-11-24T17:40:00.000Z', redrivenAt: null },
  account: '111122223333',
  region: 'sa-east-1',
  alarms: [{ name: 'survey-5xx-rate', criterion: 'end-user-impact', action: 'rollback' }],
  services: [{ name: 'web' }],
  functionalities: ['surveys'],
  oldestSeconds: 300,
  pointer: { parameter: '/survey/database/host', format: 'host' },
  mayDecide: true,
  language: 'en',
  timeZone: 'UTC',
  decisionWorkflow: 'knowngood-sandbox-decision',
};

export const alarmTrigger = (text: string): Trigger => ({
  kind: 'alarm',
  alarm: text,
  criterion: 'history',
  at: '2026-11-24T17:40:00.000Z',
  reason: text,
});
