import type { Action, Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import { bypassOf } from '../../../lambdas/maintenance/bypass-rules.ts';
import { scopeOf } from '../../../lambdas/maintenance/scope.ts';
import type { Listener } from '../../../lambdas/model/environment.ts';

const LISTENER: Listener = { name: 'https', arn: 'arn', url: 'https://app.example.com' };
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
const scope = (rules: Rule[], area: Partial<Listener> = {}, page = 2) => scopeOf(rules, { ...LISTENER, ...area }, page);
/** Conditions of the page, and of the bypass each way: what it looks at besides the header, and where it leads. */
const found = (rules: Rule[], area: Partial<Listener> = {}, room = 9) => {
  const scoping = scope(rules, area);
  if (scoping.kind === 'problem') return scoping.problem;
  const bypass = bypassOf(scoping.scope.ways, room);
  if (bypass.kind === 'problem') return bypass.problem;
  const values = bypass.rules.map(({ conditions, actions }) => [
    conditions.flatMap(({ HostHeaderConfig: h, PathPatternConfig: p }) => h?.Values ?? p?.Values ?? []).join(' '),
    actions.map(({ Type, TargetGroupArn }) => TargetGroupArn ?? Type).join(' '),
  ]);
  return { page: scoping.scope.conditions, bypass: values, leftOut: bypass.leftOut };
};
const HOST = [{ Field: 'host-header', HostHeaderConfig: { Values: ['app.example.com'] } }];

describe('maintenance mode on a listener', () => {
  it.each<[string, Rule[], Partial<Listener>, object[], string[][]]>([
    ['that is ours alone: everybody', [otherwise(forward('app'))], {}, [], [['', 'app']]],
    [
      'whose default action is no application: the rule of our host',
      [otherwise(notFound), rule('100', forward('app'), { host: 'app.example.com' })],
      {},
      HOST,
      [['app.example.com', 'app']],
    ],
    [
      'that another application shares by its host: our host alone',
      [otherwise(forward('app')), rule('110', forward('billing'), { host: 'billing.example.com' })],
      {},
      HOST,
      [['', 'app']],
    ],
    [
      'whose rule names our host by a pattern, in other letters',
      [otherwise(notFound), rule('100', forward('app'), { host: '*.Example.com' })],
      {},
      HOST,
      [['*.Example.com', 'app']],
    ],
    [
      'that asks users to log in: past that, which checks cannot',
      [otherwise(oidc, { ...forward('app'), Order: 2 })],
      {},
      [],
      [['', 'app']],
    ],
    [
      'with a redirect beside the application: the redirect too',
      [otherwise(forward('app')), rule('5', { Type: 'redirect' }, { path: '/old' })],
      {},
      [],
      [
        ['/old', 'redirect'],
        ['', 'app'],
      ],
    ],
    [
      'whose paths all lead to one target group: one rule',
      [otherwise(forward('app')), rule('100', forward('app'), { path: '/api/*' })],
      {},
      [],
      [['', 'app']],
    ],
    [
      'whose paths lead to several target groups: each as users go',
      [
        otherwise(forward('web')),
        rule('120', forward('web'), { path: '/web/*' }),
        rule('100', forward('api'), { path: '/api/*' }),
      ],
      {},
      [],
      [
        ['/api/*', 'api'],
        ['', 'web'],
      ],
    ],
    ['that only redirects to another: the redirect', [otherwise({ Type: 'redirect' })], {}, [], [['', 'redirect']]],
    [
      'that another application shares by its path: the configured paths alone',
      [otherwise(forward('billing')), rule('100', forward('app'), { path: '/app/*' })],
      { paths: ['/app/*'] },
      [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/app/*'] } }],
      [['/app/*', 'app']],
    ],
    [
      'with configured hosts: those, whatever the URL says',
      [
        otherwise(notFound),
        rule('100', forward('app'), { host: 'app.example.com' }),
        rule('101', forward('admin'), { host: 'admin.example.com' }),
        rule('102', forward('billing'), { host: 'billing.example.com' }),
      ],
      { hosts: ['app.example.com', 'admin.example.com'] },
      [{ Field: 'host-header', HostHeaderConfig: { Values: ['app.example.com', 'admin.example.com'] } }],
      [
        ['app.example.com', 'app'],
        ['admin.example.com', 'admin'],
        ['', 'fixed-response'],
      ],
    ],
    [
      'whose rules behind one for our whole host are never reached',
      [
        otherwise(forward('billing')),
        rule('100', forward('app'), { host: 'app.example.com' }),
        rule('200', forward('old'), { host: 'app.example.com', path: '/x' }),
      ],
      {},
      HOST,
      [['app.example.com', 'app']],
    ],
  ])('%s', (_what, rules, area, page, bypass) => {
    expect(found(rules, area)).toEqual({ page, bypass, leftOut: [] });
  });

  it('repeats weights and stickiness, and keeps nothing of an order among actions', () => {
    const weighted: Action = {
      Type: 'forward',
      Order: 2,
      ForwardConfig: {
        TargetGroups: [{ TargetGroupArn: 'a', Weight: 90 }],
        TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 60 },
      },
    };
    const { Order: _, ...kept } = weighted;
    expect(scope([otherwise(oidc, weighted)])).toMatchObject({ scope: { ways: [{ actions: [kept] }] } });
  });

  it('sends conditions back in one form: AWS gives two, and takes one', () => {
    const both = { Field: 'path-pattern', Values: ['/api/*'], PathPatternConfig: { Values: ['/api/*'] } };
    const given = { Priority: '9', Actions: [forward('api')], Conditions: [both] };
    expect(scope([otherwise(forward('app')), given])).toMatchObject({
      scope: { ways: [{ conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } }] }, {}] },
    });
    expect(JSON.stringify(scope([otherwise(forward('app')), given]))).not.toContain('"Values":["/api/*"],"Path');
  });

  it('shares five values of one rule between two, so that each has room for the header', () => {
    const paths = ['/a', '/b', '/c', '/d', '/e'];
    const five = {
      Priority: '9',
      Actions: [forward('api')],
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: paths } }],
    };
    expect(found([otherwise(forward('app')), five])).toMatchObject({
      bypass: [
        ['/a /b /c /d', 'api'],
        ['/e', 'api'],
        ['', 'app'],
      ],
    });
  });

  it('says which redirects found no room, and needs none for them', () => {
    const rules = [otherwise(forward('app')), rule('5', { Type: 'redirect' }, { path: '/old' })];
    expect(found(rules, {}, 1)).toMatchObject({ bypass: [['', 'app']], leftOut: ['5'] });
  });

  it.each<[string, Rule[], Partial<Listener>, RegExp]>([
    ['nothing leads to the application', [otherwise(notFound)], {}, /neither a rule nor the default action/],
    [
      'only another application has a rule',
      [otherwise(notFound), rule('110', forward('billing'), { host: 'billing.example.com' })],
      {},
      /neither a rule nor the default action forwards requests for app\.example\.com/,
    ],
    [
      'nothing leads to the configured paths',
      [otherwise(notFound), rule('110', forward('billing'), { path: '/billing/*' })],
      { paths: ['/app/*'] },
      /forwards requests for app\.example\.com\/app\/\*/,
    ],
    [
      'a rule of the application would win over the page',
      [otherwise(notFound), rule('1', forward('app'), { host: 'app.example.com' })],
      {},
      /priority 1 takes requests for app\.example\.com and would win/,
    ],
    [
      "somebody's rule for part of it would win over the page",
      [otherwise(forward('app')), rule('1', forward('other'), { path: '*/static/*' })],
      {},
      /priority 1 takes requests .* would win/,
    ],
  ])('is refused where %s', (_when, rules, area, why) => {
    expect(found(rules, area)).toEqual(expect.stringMatching(why));
  });

  it('is refused where the reserved priorities leave no room for the ways to the application', () => {
    const rules = [otherwise(forward('web')), rule('100', forward('api'), { path: '/api/*' })];
    expect(found(rules, {}, 1)).toMatch(/2 rules are needed .* leaves room for 1; expected the page at least 2 behind/);
  });

  it("lets a rule before the page that is for another's host or path", () => {
    const rules = [otherwise(forward('app')), rule('1', forward('billing'), { host: 'billing.example.com' })];
    expect(found(rules)).toMatchObject({ page: HOST });
    const byPath = [
      otherwise(notFound),
      rule('1', forward('billing'), { path: '/billing/*' }),
      rule('9', forward('app'), { path: '/app/*' }),
    ];
    expect(found(byPath, { paths: ['/app/*'] })).toMatchObject({ bypass: [['/app/*', 'app']] });
  });
});
