import { describe, expect, it } from 'vitest';
import type { Input } from '../../../../lambdas/environment/inspect-environment/contract.ts';
import { plan } from '../../../../lambdas/environment/inspect-environment/plan.ts';
import type { RestorePointMode } from '../../../../lambdas/model/release.ts';
import { liveDatabase, request } from '../../records.ts';

const changes = [{ service: 'web', image: 'survey:2' }];
const planned = (
  release: Input['release'],
  images = new Map([['survey:2', 'survey@sha256:b']]),
  mode: RestorePointMode = 'snapshot',
) => plan({ release } as Input, liveDatabase, mode, images);

describe('what a release would do', () => {
  it('is told in the order in which it would', () => {
    expect(planned(request({ changes }))).toEqual([
      'announce release 2.0.0 to the teams',
      'record the known good: task definitions, image digests, parameter versions, database settings',
      'make a restore point: a snapshot of survey',
      'switch service web to survey@sha256:b',
      'run the smoke checks',
      'watch the alarms, then call the release good',
    ]);
  });

  it('names the fence and the migration, and who is let in again', () => {
    const steps = planned(request({ changes, migration: 'breaking', fenced: true })).join('\n');
    expect(steps).toMatch(
      /raise maintenance mode.*\n.*restore point.*\n.*run the breaking migration as a one-off task/,
    );
    expect(steps).toMatch(/resume the workers and lower maintenance mode\nwatch/);
  });

  it('runs a compatible migration without a fence, and checks what is affected', () => {
    const steps = planned(request({ changes, migration: 'compatible', affected: ['nps', 'surveys'] })).join('\n');
    expect(steps).toMatch(/run the compatible migration/);
    expect(steps).not.toMatch(/maintenance/);
    expect(steps).toMatch(/run the smoke checks and those of nps, surveys/);
  });

  it.each([
    ['point-in-time', 'record a restore point: a point in time of survey, which its automated backups hold'],
    ['none', 'record no restore point: survey has none to record now'],
  ] as const)('says that the restore point is %s', (mode, told) => {
    expect(planned(request({ changes }), undefined, mode)).toContain(told);
  });

  it('names an image as asked for where ECR knows no digest', () => {
    expect(planned(request({ changes }), new Map()).join('\n')).toMatch(/switch service web to survey:2/);
  });
});
