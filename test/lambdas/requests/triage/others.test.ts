import { describe, expect, it } from 'vitest';
import type { RollbackRecord } from '../../../../lambdas/model/ledger.ts';
import type { Input } from '../../../../lambdas/requests/triage/contract.ts';
import { decide } from '../../../../lambdas/requests/triage/decide.ts';
import { person, release, status } from '../../records.ts';
import { input } from './given.ts';

describe('a service that somebody else deployed since', () => {
  const known = { services: [{ name: 'web', taskDefinition: 'td:1', images: {}, desiredCount: 2 }] };
  const moved = release({ switched: { web: 'td:2' }, knownGood: known as never });
  const frozen: RollbackRecord = {
    ...{
      id: 'b1',
      outcome: 'freeze',
      startedAt: '',
      finishedAt: null,
      execution: '',
      criterion: 'history',
      incident: '',
    },
    ...{ trigger: person(), release: 'r1', quarantined: null, restored: null, work: 'b1' },
    takenFrom: null,
  };
  const running = (
    taskDefinition: string,
    change: Partial<Input> = {},
    incident: string | null = null,
    because: readonly string[] = [],
  ) =>
    decide(input(change), {
      status: status({ incident }),
      releases: [moved],
      rollbacks: incident === null ? [] : [{ ...frozen, incident, because }],
      running: new Map([['web', taskDefinition]]),
    });

  it.each(['td:1', 'td:2'])('is none when it runs %s, which the release or its known good left', (runs) => {
    expect(running(runs).decision).toBe('services');
  });

  it('is not undone by a machine', () => {
    const { decision: decided, because } = running('td:9');
    expect(decided).toBe('freeze');
    expect(because.join(' ')).toContain('service web runs td:9');
  });

  it('is undone by a person who was told of it and names the incident, and only by that one', () => {
    const { because } = running('td:9', { trigger: person() });
    const naming = (taskDefinition: string, told: readonly string[]) =>
      running(taskDefinition, { trigger: person({ incident: 'i1' }) }, 'i1', told);
    expect(naming('td:9', []).decision).toBe('freeze');
    expect(naming('td:10', because).decision).toBe('freeze');
    const knowing = naming('td:9', because);
    expect(knowing.decision).toBe('services');
    expect(knowing.release.accepts).toEqual({ web: ['td:1', 'td:2', 'td:9'] });
  });

  it('is looked for in every service where the database goes back, else in those alone that the release moved', () => {
    const both = [...known.services, { ...known.services[0], name: 'worker' }];
    const of = (policy: Input['policy']) =>
      decide(input({ policy }), {
        ...{ status: status(), rollbacks: [] },
        releases: [release({ switched: { web: 'td:2' }, knownGood: { services: both } as never })],
        running: new Map([
          ['web', 'td:2'],
          ['worker', 'td:9'],
        ]),
      }).decision;
    expect(of('restore')).toBe('freeze');
    expect(of('keep')).toBe('services');
  });
});
