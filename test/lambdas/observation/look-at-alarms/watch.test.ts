import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../../../lambdas/model/environment.ts';
import type { AlarmState } from '../../../../lambdas/observation/alarms.ts';
import { EVENT_GRACE_SECONDS, isOver, watched } from '../../../../lambdas/observation/look-at-alarms/watch.ts';
import { later, moment } from '../../records.ts';

const alarm = (action: Alarm['action']): Alarm => ({ name: 'a', criterion: 'availability', action });
const since = (seconds: number, value: AlarmState['value'] = 'ALARM', suppressed = false): [string, AlarmState] => [
  'a',
  { value, reason: '', changedAt: later(-seconds), suppressed, windowSeconds: 60, metrics: [], children: [] },
];

const watching = (action: Alarm['action'], ignore: readonly string[] = []) => ({
  alarms: [alarm(action)],
  ignore,
  moment: moment(),
  since: later(-7_200),
  afterFence: false,
  failOnAlarm: true,
});

describe('a watch', () => {
  it.each([
    ['the time of its event is over', 'rollback', EVENT_GRACE_SECONDS + 1, ['a']],
    ['its event may still come', 'rollback', EVENT_GRACE_SECONDS, []],
    ['it only notifies', 'notify', 3_600, []],
  ] as const)('answers an alarm itself, or not: %s', (_when, action, seconds, unanswered) => {
    expect(watched(watching(action), new Map([since(seconds)]))).toEqual({
      firing: ['a'],
      settling: [],
      unanswered,
      observed: true,
    });
  });

  it('does not act on a composite alarm whose suppressor keeps its actions back', () => {
    const states = new Map([since(3_600, 'ALARM', true)]);
    expect(watched(watching('rollback'), states)).toMatchObject({ firing: [], unanswered: [], observed: true });
  });

  it('does not look at an alarm that is excused', () => {
    expect(watched(watching('rollback', ['a']), new Map([since(3_600)]))).toEqual({
      firing: [],
      settling: [],
      unanswered: [],
      observed: false,
    });
  });

  it.each([
    ['an alarm without data', [since(1, 'INSUFFICIENT_DATA')], false],
    ['an alarm that does not exist', [], false],
    ['an alarm in OK', [since(1, 'OK')], true],
  ])('%s has been observed, or not', (_what, states, observed) => {
    expect(watched(watching('rollback'), new Map(states)).observed).toBe(observed);
  });

  it.each([
    ['rang in its window after the page', 60, 100, ['a'], []],
    ['rang later: it saw nothing of the page', 60, 181, [], ['a']],
    ['looks back for an hour', 3_600, 3_000, ['a'], []],
  ])('after our own page an alarm settles, or fires: it %s', (_what, windowSeconds, after, settling, firing) => {
    const began = -after - 60;
    const state: AlarmState = { ...since(0)[1], changedAt: later(began + after), windowSeconds };
    const input = { ...watching('rollback'), since: later(began), afterFence: true };
    expect(watched(input, new Map([['a', state]]))).toMatchObject({ settling, firing });
    expect(watched({ ...input, afterFence: false }, new Map([['a', state]]))).toMatchObject({
      settling: [],
      firing: ['a'],
    });
  });

  it.each([
    ['a release gives it its own window, and no more: users get errors meanwhile', true, []],
    ['a rollback gives it ten minutes: its database may be cold', false, ['a']],
  ])('after our own page %s', (_who, failOnAlarm, settling) => {
    const state: AlarmState = { ...since(0)[1], changedAt: later(-240), windowSeconds: 60 };
    const input = { ...watching('rollback'), since: later(-270), afterFence: true, failOnAlarm };
    expect(watched(input, new Map([['a', state]]))).toMatchObject({ settling });
  });

  it('what rang in its window after the page, and does not recover, is the release’s fault after all', () => {
    const state: AlarmState = { ...since(0)[1], changedAt: later(-590) };
    const input = { ...watching('rollback'), since: later(-601), afterFence: true };
    expect(watched(input, new Map([['a', state]]))).toMatchObject({ settling: [], unanswered: ['a'] });
  });

  it.each([
    ['its time is over', 600, 0, true],
    ['a second is left', 599, 0, false],
    ['an alarm that rolls back fires', 6_000, 1, false],
  ])('ends, or not: %s', (_when, seconds, pending, over) => {
    expect(isOver({ since: later(-seconds), moment: moment(), minutes: 10 }, pending)).toBe(over);
  });
});
