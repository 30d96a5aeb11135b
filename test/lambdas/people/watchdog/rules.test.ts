import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import type { RuleRole } from '../../../../lambdas/maintenance/rules.ts';
import { leading, rulesChanged } from '../../../../lambdas/people/watchdog/rules.ts';

const ARN = 'arn:aws:elasticloadbalancing:sa-east-1:111122223333:listener/app/survey/50dc6c495c0c9188/f2f7dc8efc522ab2';
const listener = { name: 'https', arn: ARN, url: 'https://app.example.com' };
const to = (group: string) => [{ Type: 'forward' as const, TargetGroupArn: group }];
const rule = (RuleArn: string, Priority: string, path: string, group: string): Rule => ({
  ...{ RuleArn, Priority, IsDefault: false, Actions: to(group) },
  Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: [path] } }],
});
const API = rule('arn:api', '20', '/api/*', 'arn:web');
const REST: Rule = { RuleArn: 'arn:default', Priority: 'default', IsDefault: true, Actions: to('arn:web') };
const PAGE: Rule = { RuleArn: 'arn:page', Priority: '10', IsDefault: false, Actions: [{ Type: 'fixed-response' }] };
const own = new Set(['arn:web']);
const LEFT = leading({ rules: [API, REST], ours: new Map() }, own);

function changed(rules: readonly Rule[], change: { status?: string; since?: string | null; isUp?: boolean } = {}) {
  const { status = 'open', since = null, isUp = false } = change;
  const ours = new Map<RuleRole, Rule>(isUp ? [['page', PAGE]] : []);
  const seen = { rules: isUp ? [PAGE, ...rules] : rules, ours };
  return rulesChanged({
    ...{ status: { status, maintenanceSince: since } as never, listener, seen, left: LEFT, own, page: 10 },
  });
}

describe('rules that lead to the application', () => {
  it('are those that forward to a target group of it, the default one included', () => {
    const help = rule('arn:help', '30', '/help/*', 'arn:help-group');
    expect(leading({ rules: [PAGE, help, API, REST], ours: new Map([['page', PAGE]]) }, own)).toEqual({
      'arn:api': { priority: '20', requests: '/api/*' },
      'arn:default': { priority: 'default', requests: 'every request' },
    });
  });
});

describe('what the watchdog finds of listener rules', () => {
  it('is nothing where they stand as they were left', () => {
    expect(changed([API, REST])).toEqual([]);
  });

  it('is a rule that is gone, and one that leads elsewhere', () => {
    expect(changed([REST])).toMatchObject([{ how: 'gone', rule: '20 (/api/*)' }]);
    const moved = rule('arn:api', '20', '/api/*', 'arn:other');
    expect(changed([moved, REST])).toMatchObject([{ how: 'leads-elsewhere', rule: '20 (/api/*)' }]);
  });

  it('is no rule of somebody else behind the page, nor one that was only moved behind', () => {
    expect(changed([API, REST, rule('arn:new', '40', '/new/*', 'arn:other')])).toEqual([]);
    expect(changed([{ ...API, Priority: '50' }, REST])).toEqual([]);
  });

  it('is a rule that would win over the page', () => {
    const first = rule('arn:new', '5', '/api/*', 'arn:other');
    expect(changed([first, API, REST])).toMatchObject([{ how: 'in-front', rule: '5 (/api/*)' }]);
  });

  it('is a page that is up though the ledger says open, and one that is gone though it says closed', () => {
    const since = '2026-11-24T14:00:00.000Z';
    expect(changed([API, REST], { isUp: true })).toMatchObject([{ how: 'page-left', rule: '10' }]);
    expect(changed([API, REST], { status: 'frozen', since })).toMatchObject([{ how: 'page-missing', rule: '10' }]);
    expect(changed([API, REST], { status: 'frozen', since, isUp: true })).toEqual([]);
  });

  it.each(['releasing', 'rolling-back'])('is nothing while the environment is %s: work moves them itself', (status) => {
    expect(changed([], { status, isUp: true })).toEqual([]);
  });

  it('names where the stack behind it may be tagged: rule, listener, load balancer', () => {
    const moved = rule('arn:api', '20', '/api/*', 'arn:other');
    expect(changed([moved, REST])[0]?.tagged).toEqual([
      ...['arn:api', ARN],
      'arn:aws:elasticloadbalancing:sa-east-1:111122223333:loadbalancer/app/survey/50dc6c495c0c9188',
    ]);
  });
});
