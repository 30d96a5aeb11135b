import { describe, expect, it } from 'vitest';
import { admit as admission } from '../../../../lambdas/requests/read-rollback-trigger/admit.ts';
import { person, status } from '../../records.ts';

const door = { name: 'knowngood-survey-decision', arn: 'arn:aws:states:r:1:stateMachine:knowngood-survey-decision' };
const admit = (
  trigger: Parameters<typeof admission>[0],
  found: Parameters<typeof admission>[1],
  runs: boolean,
  more: { excused?: readonly string[]; afterPage?: boolean } = {},
) => admission(trigger, found, runs, { door, ...more });

describe('whether a trigger may act', () => {
  const alarm = { kind: 'alarm', alarm: '5xx', criterion: 'end-user-impact', at: '', reason: '' } as const;
  it.each([
    ['an alarm, open', alarm, status({ status: 'open' }), false, 'act'],
    ['an alarm during a release', alarm, status({ status: 'releasing' }), true, 'act'],
    ['an alarm during a rollback', alarm, status({ status: 'rolling-back' }), true, 'reported'],
    ['an alarm, rollback unfinished', alarm, status({ status: 'rolling-back' }), false, 'reported'],
    ['an alarm, frozen', alarm, status({ status: 'frozen', incident: 'i1' }), false, 'reported'],
    ['a person during a rollback', person(), status({ status: 'rolling-back' }), true, 'refused'],
    ['a person, frozen, no incident', person(), status({ status: 'frozen', incident: 'i1' }), false, 'refused'],
    [
      'a person, frozen, the incident named',
      person({ incident: 'i1' }),
      status({ status: 'frozen', incident: 'i1' }),
      false,
      'act',
    ],
    [
      'a person, unfinished, the incident named',
      person({ incident: 'i1' }),
      status({ status: 'rolling-back', incident: 'i1' }),
      false,
      'act',
    ],
    [
      'a person naming an incident nobody knows',
      person({ incident: 'i9' }),
      status({ status: 'open' }),
      false,
      'refused',
    ],
  ] as const)('%s', (_what, trigger, found, runs, expected) => {
    expect(admit(trigger, found, runs).kind).toBe(expected);
  });

  it('not an alarm that the running release excuses; once it has ended, it may', () => {
    const running = status({ status: 'releasing', work: 'r2' });
    expect(admit(alarm, running, true, { excused: ['5xx'] })).toMatchObject({
      kind: 'reported',
      why: expect.stringMatching(/^the release r2 .* names this alarm in "ignoreAlarms"$/),
    });
    expect(admit(alarm, running, true, { excused: ['slow'] }).kind).toBe('act');
    expect(admit(alarm, status({ status: 'open' }), false, { excused: ['5xx'] }).kind).toBe('act');
    expect(admit(person(), running, true, { excused: ['5xx'] }).kind).toBe('act');
  });

  it('not an alarm that looks back to the page; a person acts, and a freeze says so itself', () => {
    const lastPage = { since: '2026-11-24T14:02:00.000Z', until: '2026-11-24T14:09:00.000Z' };
    for (const state of ['open', 'releasing'] as const) {
      const seen = status({ status: state, lastPage });
      expect(admit(alarm, seen, true, { afterPage: true })).toEqual({
        kind: 'reported',
        why: expect.stringContaining('maintenance page that knowngood itself showed until 2026-11-24T14:09:00.000Z'),
      });
      expect(admit(alarm, seen, true)).toEqual({ kind: 'act' });
      expect(admit(person(), seen, true, { afterPage: true })).toEqual({ kind: 'act' });
    }
  });

  const raised = { maintenanceSince: '2026-11-24T14:02:00.000Z' };
  const stopped = { stopped: { worker: { desiredCount: 1, suspended: null } } };
  const page = /^maintenance mode has been on since 2026-11-24T14:02:00.000Z, raised by knowngood itself$/;
  const zero = /^the services worker are stopped by knowngood itself$/;
  const criterion = 'availability' as const;
  const failed = { kind: 'failed-release', release: 'r1', criterion, error: 'ChecksFailed', reason: '' } as const;
  it.each([
    ['the page is up', 'releasing', raised, page],
    ['services are stopped', 'releasing', stopped, zero],
    ['both', 'releasing', { ...raised, ...stopped }, page],
    ['the page was left up', 'open', raised, page],
    ['services were left stopped', 'open', stopped, zero],
  ] as const)('an alarm that our own fence rings is reported, anybody else acts: %s', (_what, state, fence, why) => {
    const fenced = status({ status: state, ...fence });
    expect(admit(alarm, fenced, true)).toEqual({ kind: 'reported', why: expect.stringMatching(why) });
    expect(admit(person(), fenced, true)).toEqual({ kind: 'act' });
    expect(admit(failed, fenced, true)).toEqual({ kind: 'act' });
    expect(admit(alarm, status({ status: state }), true)).toEqual({ kind: 'act' });
  });

  const reopen = person({ decision: 'reopen' });
  it.each([
    ['an open environment', status({ status: 'open' }), false, /nothing is raised or stopped; expected .* frozen/],
    ['a release that runs', status({ status: 'releasing' }), true, /the release w1 .* runs, and opens/],
  ])('nobody reopens %s', (_what, found, runs, message) => {
    const said = admit(reopen, found, runs);
    expect(said.kind === 'refused' && said.why).toMatch(message);
  });

  it.each([
    ['left with its page up', status({ status: 'open', ...raised }), false],
    ['left with services stopped', status({ status: 'open', ...stopped }), false],
    ['of a release that died', status({ status: 'releasing' }), false],
    ['that is frozen', status({ status: 'frozen', incident: 'i1' }), false],
  ])('a person reopens an environment %s', (_what, found, runs) => {
    expect(admit({ ...reopen, incident: found.incident }, found, runs)).toEqual({ kind: 'act' });
  });

  it.each([
    ['frozen', status({ status: 'frozen', incident: 'i1' })],
    ['unfinished', status({ status: 'rolling-back', incident: 'i1' })],
  ])('an environment that is %s names the door that takes the decision, with a command to copy', (_what, found) => {
    const said = admit(person(), found, false);
    expect(said.kind === 'refused' && said.why).toContain(
      `Start knowngood-survey-decision: aws stepfunctions start-execution --state-machine-arn ${door.arn} --input '{"reason":"<why>","criterion":"monitoring-feedback","incident":"i1"`,
    );
  });
});
