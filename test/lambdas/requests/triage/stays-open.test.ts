import { describe, expect, it } from 'vitest';
import { decide } from '../../../../lambdas/requests/triage/decide.ts';
import { NOW, person, release, request, status } from '../../records.ts';
import { breaking, compatible, facts, input } from './given.ts';

const changes = [
  { service: 'web', image: 'i' },
  { service: 'worker', image: 'i' },
];
const stays = (
  onFreeze: 'page' | 'open',
  { of = release(), is = status() }: { of?: ReturnType<typeof release>; is?: ReturnType<typeof status> } = {},
) =>
  decide(input({ onFreeze }), {
    ...facts(of),
    status: is,
    running: new Map([
      ['web', 'td:2'],
      ['worker', 'td:1'],
    ]),
  }).staysOpen;

describe('users stay in while a person decides', () => {
  it('where the configuration says so, and nothing is raised or stopped', () => {
    expect(stays('open')).toBe(true);
    expect(stays('page')).toBe(false);
  });

  it('not behind a page that is up, nor with services at zero', () => {
    expect(stays('open', { is: status({ maintenanceSince: NOW }) })).toBe(false);
    expect(stays('open', { is: status({ stopped: { web: { desiredCount: 1, suspended: null } } }) })).toBe(false);
  });

  it('not where a breaking migration left a service behind, which nobody may meet', () => {
    const behind = { switched: { web: 'td:2' } };
    const of = (migration: 'breaking' | 'compatible', given: object) =>
      release({ ...given, ...behind, request: request({ migration, changes }) });
    expect(stays('open', { of: of('breaking', breaking) })).toBe(false);
    expect(stays('open', { of: of('compatible', compatible) })).toBe(true);
    const whole = release({ ...breaking, switched: { web: 'td:2', worker: 'td:1' }, request: request({ changes }) });
    expect(stays('open', { of: whole })).toBe(true);
  });

  it('a person who leaves it open reopens nothing, and the reason says so', () => {
    const reopen = (is: ReturnType<typeof status>) =>
      decide(input({ trigger: person({ decision: 'reopen' }) }), { ...facts(release()), status: is }).because[0];
    expect(reopen(status())).toBe('a person decided that it stays open as it is');
    expect(reopen(status({ maintenanceSince: NOW }))).toBe('a person decided to reopen as it is');
  });
});
