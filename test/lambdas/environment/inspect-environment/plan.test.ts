import { describe, expect, it } from 'vitest';
import type { PlannedService } from '../../../../lambdas/environment/inspect-environment/contract.ts';
import { plan } from '../../../../lambdas/environment/inspect-environment/plan.ts';
import type { Release, RestorePointMode } from '../../../../lambdas/model/release.ts';
import { request } from '../../records.ts';

const web: PlannedService = {
  service: 'web',
  image: { from: null, to: 'survey@sha256:b' },
  cpu: null,
  memory: null,
  desiredCount: null,
  environment: { added: [], changed: [] },
};
const planned = (
  release: Release,
  restorePoint: RestorePointMode = 'snapshot',
  services = [web],
  schedules: readonly string[] = [],
  standby: Parameters<typeof plan>[0]['database'] extends infer D | null
    ? D extends { standby: infer S }
      ? S
      : never
    : never = null,
) => plan({ release, services, schedules, database: { identifier: 'survey', restorePoint, standby } });

describe('what a release would do', () => {
  it('is told in the order in which it would', () => {
    expect(planned(request())).toEqual([
      'announce release 2.0.0 to the teams',
      'record the known good: task definitions, image digests, parameter versions, database settings',
      'make a restore point: a snapshot of survey',
      'switch service web to survey@sha256:b',
      'run the smoke checks',
      'watch the alarms, then call the release good',
    ]);
  });

  it('names the fence and the migration, and who is let in again', () => {
    const steps = planned(request({ migration: 'breaking', fenced: true })).join('\n');
    expect(steps).toMatch(
      /a snapshot of survey while users still work.*\nraise maintenance mode.*\n.*restore point.*\n.*run the breaking migration as a one-off task/,
    );
    expect(steps).toMatch(/resume the workers, lower maintenance mode\nwatch/);
  });

  it('names the rules and schedules that the fence pauses and the opening resumes, and no other release does', () => {
    const schedules = ['rule nightly', 'schedule jobs/digest'];
    const steps = planned(request({ migration: 'breaking', fenced: true }), 'snapshot', [web], schedules).join('\n');
    expect(steps).toMatch(/pause the schedules: rule nightly, schedule jobs\/digest; stop all services/);
    expect(steps).toMatch(/resume the workers and the schedules, lower maintenance mode/);
    expect(planned(request(), 'snapshot', [web], schedules).join()).not.toMatch(/nightly|schedules/);
  });

  it('runs a compatible migration without a fence, and checks what is affected', () => {
    const steps = planned(request({ migration: 'compatible', affected: ['nps', 'surveys'] })).join('\n');
    expect(steps).toMatch(/run the compatible migration/);
    expect(steps).not.toMatch(/maintenance/);
    expect(steps).toMatch(/run the smoke checks and those of nps, surveys/);
  });

  it.each([
    ['point-in-time', 'record a restore point: a point in time of survey, which its automated backups hold'],
    ['none', 'record no restore point: survey has none to record now'],
  ] as const)('says that the restore point is %s', (mode, told) => {
    expect(planned(request(), mode)).toContain(told);
  });

  it('names everything else that changes of a service, of its environment the names', () => {
    const more: PlannedService = {
      ...web,
      cpu: { from: '256', to: '512' },
      memory: { from: null, to: '1024' },
      desiredCount: { from: 2, to: 4 },
      environment: { added: ['FLAG'], changed: ['LOG_LEVEL', 'REGION'] },
    };
    expect(planned(request(), 'snapshot', [more])).toContain(
      'switch service web to survey@sha256:b (CPU units: 256 to 512; MiB of memory: unknown to 1024; tasks: 2 to 4; environment added: FLAG; environment changed: LOG_LEVEL, REGION)',
    );
  });

  it('says nothing of a restore point where nobody knows the database', () => {
    expect(plan({ release: request(), services: [web], schedules: [], database: null }).join('; ')).not.toMatch(
      /restore point/,
    );
  });
});
