import type { Action, Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../../lambdas/maintenance/scope.ts';

const URL_OF_USERS = 'https://app.example.com';
const forward = (TargetGroupArn: string): Action => ({ Type: 'forward', TargetGroupArn });
const notFound: Action = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } };
const oidc: Action = { Type: 'authenticate-oidc', Order: 1 };
const otherwise = (...Actions: Action[]): Rule => ({ IsDefault: true, Priority: 'default', Actions });
const rule = (Priority: string, to: Action, conditions: { host?: string; path?: string }): Rule => ({
  Priority,
  Actions: [to],
  Conditions: [
    ...(conditions.host === undefined
      ? []
      : [{ Field: 'host-header', HostHeaderConfig: { Values: [conditions.host] } }]),
    ...(conditions.path === undefined
      ? []
      : [{ Field: 'path-pattern', PathPatternConfig: { Values: [conditions.path] } }]),
  ],
});
const scope = (...rules: Rule[]) => scopeOf(rules, URL_OF_USERS, 2);
const HOST = [{ Field: 'host-header', HostHeaderConfig: { Values: ['app.example.com'] } }];

describe('maintenance mode on a listener', () => {
  it.each<[string, Rule[], string, object[]]>([
    ['that is ours alone: everybody, to the default action', [otherwise(forward('app'))], 'app', []],
    [
      'whose default action is no application: to the rule of our host',
      [otherwise(notFound), rule('100', forward('app'), { host: 'app.example.com' })],
      'app',
      HOST,
    ],
    [
      'that another application shares by its host: our host alone',
      [otherwise(forward('app')), rule('110', forward('billing'), { host: 'billing.example.com' })],
      'app',
      HOST,
    ],
    [
      'whose rule names our host by a pattern',
      [otherwise(notFound), rule('100', forward('app'), { host: '*.example.com' })],
      'app',
      HOST,
    ],
    [
      'that asks users to log in: past that, which checks cannot',
      [otherwise(oidc, { ...forward('app'), Order: 2 })],
      'app',
      [],
    ],
    [
      'with a redirect beside the application',
      [otherwise(forward('app')), rule('5', { Type: 'redirect' }, { path: '/old' })],
      'app',
      [],
    ],
    [
      'whose paths all lead to one target group',
      [otherwise(forward('app')), rule('100', forward('app'), { path: '/api/*' })],
      'app',
      [],
    ],
  ])('%s', (_what, rules, target, conditions) => {
    expect(scope(...rules)).toEqual({ kind: 'scope', scope: { conditions, forward: [forward(target)] } });
  });

  it('repeats weights, and keeps nothing of an order among actions', () => {
    const weighted: Action = {
      Type: 'forward',
      Order: 2,
      ForwardConfig: { TargetGroups: [{ TargetGroupArn: 'a', Weight: 90 }] },
    };
    const { Order: _, ...kept } = weighted;
    expect(scope(otherwise(oidc, weighted))).toMatchObject({ scope: { forward: [kept] } });
  });

  it.each<[string, Rule[], RegExp]>([
    ['nothing leads to the application', [otherwise(notFound)], /neither a rule nor the default action/],
    [
      'only another application has a rule',
      [otherwise(notFound), rule('110', forward('billing'), { host: 'billing.example.com' })],
      /neither a rule nor the default action forwards requests for app\.example\.com/,
    ],
    [
      'paths lead to several target groups',
      [otherwise(forward('web')), rule('100', forward('api'), { path: '/api/*' })],
      /several target groups by their path/,
    ],
    [
      'a rule of the application would win over the page',
      [otherwise(notFound), rule('1', forward('app'), { host: 'app.example.com' })],
      /priority 1 leads to the application at app\.example\.com and would win/,
    ],
  ])('is refused where %s', (_when, rules, why) => {
    expect(scope(...rules)).toMatchObject({ kind: 'problem', problem: expect.stringMatching(why) });
  });
});
