import { describe, expect, it } from 'vitest';
import { scheduleProblems } from '../../../../lambdas/environment/inspect-environment/schedule-problems.ts';
import type { SeenSchedule } from '../../../../lambdas/services/schedule.ts';
import { titleOf } from '../../../../lambdas/services/schedule.ts';
import { DIGEST, RULE } from '../../stub/schedules.ts';

const KEY = 'arn:aws:kms:sa-east-1:111122223333:key/1';
const seenRule: SeenSchedule = { enabled: true, fixed: null };
const seenDigest: SeenSchedule = { ...seenRule, role: 'arn:aws:iam::111122223333:role/survey-jobs', key: null };
const problemsOf = (rule: SeenSchedule | undefined, digest: SeenSchedule | undefined, key?: string) => {
  const seen = [
    [titleOf(RULE), rule],
    [titleOf(DIGEST), digest],
  ] as const;
  const there = seen.flatMap(([title, found]) => (found === undefined ? [] : [[title, found] as const]));
  return scheduleProblems([RULE, key === undefined ? DIGEST : { ...DIGEST, key }], new Map(there));
};

describe('rules and schedules that a fence pauses', () => {
  it('stop nothing where each can be paused and resumed', () => {
    expect(problemsOf(seenRule, seenDigest)).toEqual([]);
    expect(problemsOf({ ...seenRule, enabled: false }, { ...seenDigest, key: KEY }, KEY)).toEqual([]);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['is gone', problemsOf(undefined, seenDigest), /^the rule nightly does not exist; expected every one/],
    ['is gone, of a group', problemsOf(seenRule, undefined), /^the schedule jobs\/digest does not exist/],
    ['cannot be resumed as it was', problemsOf({ ...seenRule, fixed: 'is X' }, seenDigest), /^the rule nightly is X$/],
    [
      'has another role',
      problemsOf(seenRule, { ...seenDigest, role: 'arn:aws:iam::111122223333:role/other-survey-jobs' }),
      /has the role .*other-survey-jobs; expected "survey-jobs"/,
    ],
    ['has a key nobody named', problemsOf(seenRule, { ...seenDigest, key: KEY }), /customer key .*; expected none/],
    ['has not the key that is named', problemsOf(seenRule, seenDigest, KEY), /has no customer key; expected arn/],
  ])('one that %s is a problem', (_what, problems, told) => {
    expect(problems).toEqual([expect.stringMatching(told)]);
  });
});
