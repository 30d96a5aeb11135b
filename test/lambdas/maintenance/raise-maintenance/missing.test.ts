import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import { missingRules } from '../../../../lambdas/maintenance/raise-maintenance/missing.ts';
import type { RuleRole } from '../../../../lambdas/maintenance/rules.ts';

const bypass = { Field: 'http-header' };
const rule = (Priority: string): Rule => ({ RuleArn: `arn:${Priority}`, Priority });
const missing = (rules: readonly Rule[], ours: readonly RuleRole[] = []) => {
  const found = missingRules({ rules, ours: new Map(ours.map((role) => [role, {}])) }, { bypass: 1, page: 2 }, bypass);
  return { roles: found.missing.map(({ role, priority }) => [role, priority]), problem: found.problem };
};

describe('rules to be created', () => {
  it('are the bypass before the page, where neither is there', () => {
    expect(missing([rule('10')])).toEqual({
      roles: [
        ['bypass', 1],
        ['page', 2],
      ],
      problem: undefined,
    });
  });

  it('are what is left, whatever priorities ours have', () => {
    expect(missing([rule('1'), rule('10')], ['bypass']).roles).toEqual([['page', 2]]);
    expect(missing([rule('1'), rule('2')], ['bypass', 'page'])).toEqual({ roles: [], problem: undefined });
  });

  it.each(['1', '2'])("cannot be where somebody else's rule has priority %s", (priority) => {
    expect(missing([rule(priority)]).problem).toMatch(
      new RegExp(`priority ${priority} is taken by a rule that is not`),
    );
  });

  it('answer with the page on every path, and forward whoever has the bypass', () => {
    const found = missingRules({ rules: [], ours: new Map() }, { bypass: 1, page: 2 }, bypass);
    expect(found.missing).toEqual([
      { role: 'bypass', priority: 1, conditions: [bypass], answer: 'forward' },
      {
        role: 'page',
        priority: 2,
        conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['*'] } }],
        answer: 'page',
      },
    ]);
  });
});
