import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import { missingRules, wantedRules } from '../../../../lambdas/maintenance/raise-maintenance/missing.ts';
import type { RuleRole } from '../../../../lambdas/maintenance/rules.ts';

const header = (value: string) => ({ Field: 'http-header', HttpHeaderConfig: { Values: [value] } });
const rule = (Priority: string): Rule => ({ RuleArn: `arn:${Priority}`, Priority });
const ruleWith = (Priority: string, value: string): Rule => ({ ...rule(Priority), Conditions: [header(value)] });
const forward = { Type: 'forward' as const, TargetGroupArn: 'app' };
const ways = [
  { conditions: [{ Field: 'path-pattern' }], actions: [forward] },
  { conditions: [], actions: [forward] },
];
const input = { priorities: { bypass: 1, page: 5 }, page: '<p>' };
const missing = (rules: readonly Rule[], ours: readonly (readonly [RuleRole, Rule])[] = [], bypass = ways) => {
  const wanted = wantedRules(bypass, header('now'), [], input);
  const found = missingRules({ rules, ours: new Map(ours) }, wanted, 'now');
  return {
    roles: found.missing.map(({ role, priority }) => [role, priority]),
    stale: found.stale.map(({ RuleArn }) => RuleArn),
    problem: found.problem,
  };
};

describe('rules to be created', () => {
  it('are those of the bypass before the page, where none is there', () => {
    const roles = [
      ['bypass', 1],
      ['bypass-2', 2],
      ['page', 5],
    ];
    expect(missing([rule('10')])).toEqual({ roles, stale: [], problem: undefined });
  });

  it('are what is left, whatever priorities ours have', () => {
    const first = ruleWith('3', 'now');
    const second = ruleWith('4', 'now');
    const page = rule('9');
    expect(missing([first, rule('10')], [['bypass', first]]).roles).toEqual([
      ['bypass-2', 2],
      ['page', 5],
    ]);
    const all = [['bypass', first] as const, ['bypass-2', second] as const, ['page', page] as const];
    expect(missing([first, second, page], all)).toEqual({ roles: [], stale: [], problem: undefined });
  });

  it('take the place of those that have the value of an earlier raising', () => {
    const before = ruleWith('1', 'before');
    expect(
      missing(
        [before, rule('5')],
        [
          ['bypass', before],
          ['page', rule('5')],
        ],
        ways.slice(1),
      ),
    ).toEqual({
      roles: [['bypass', 1]],
      stale: ['arn:1'],
      problem: undefined,
    });
  });

  it('leave none of ours for a way that is gone', () => {
    const ours = [
      ['bypass', ruleWith('1', 'now')] as const,
      ['bypass-2', ruleWith('2', 'now')] as const,
      ['page', rule('5')] as const,
    ];
    expect(
      missing(
        ours.map(([, one]) => one),
        ours,
        ways.slice(1),
      ),
    ).toEqual({ roles: [], stale: ['arn:2'], problem: undefined });
  });

  it.each(['1', '2', '5'])("cannot be where somebody else's rule has priority %s", (priority) => {
    expect(missing([rule(priority)]).problem).toMatch(
      new RegExp(`priority ${priority} is taken by a rule that is not`),
    );
  });

  it('answer with the page on every path, and lead whoever has the header on', () => {
    expect(wantedRules(ways.slice(1), header('now'), [], input)).toEqual([
      { role: 'bypass', priority: 1, conditions: [header('now')], actions: [forward] },
      {
        role: 'page',
        priority: 5,
        conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['*'] } }],
        actions: [
          {
            Type: 'fixed-response',
            FixedResponseConfig: { StatusCode: '503', ContentType: 'text/html', MessageBody: '<p>' },
          },
        ],
      },
    ]);
  });
});
