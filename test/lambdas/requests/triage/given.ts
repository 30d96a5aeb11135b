import type { Trigger } from '../../../../lambdas/model/rollback.ts';
import type { Input } from '../../../../lambdas/requests/triage/contract.ts';
import { type release, request, status } from '../../records.ts';

export const alarm: Trigger = { kind: 'alarm', alarm: '5xx', criterion: 'end-user-impact', at: '', reason: '' };

export const input = (change: Partial<Input> = {}): Input => ({
  now: '2026-11-24T14:00:00.000Z',
  language: 'en',
  trigger: alarm,
  takenFrom: null,
  cluster: 'survey',
  services: ['web'],
  policy: 'restore-if-breaking',
  windowMinutes: 120,
  pointer: { parameter: '/survey/database/host', format: 'host' },
  onFreeze: 'page',
  pageForServicesOnly: false,
  ...change,
});

export const facts = (...releases: ReturnType<typeof release>[]) => ({
  status: status(),
  releases,
  rollbacks: [],
  running: new Map<string, string>(),
});
export const breaking = { request: request({ migration: 'breaking' }), migrationStartedAt: '2026-11-24T13:10:00.000Z' };
export const compatible = {
  request: request({ migration: 'compatible' }),
  migrationStartedAt: '2026-11-24T13:10:00.000Z',
};
