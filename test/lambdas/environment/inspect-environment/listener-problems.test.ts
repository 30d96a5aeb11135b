import type { Action, Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import { listenerProblems } from '../../../../lambdas/environment/inspect-environment/listener-problems.ts';
import type { RuleRole } from '../../../../lambdas/maintenance/rules.ts';
import type { Listener } from '../../../../lambdas/model/environment.ts';

const LISTENER: Listener = { name: 'https', arn: 'arn', url: 'https://app.example.com' };
const forward = (TargetGroupArn: string): Action => ({ Type: 'forward', TargetGroupArn });
const otherwise = (action: Action): Rule => ({
  RuleArn: 'default',
  IsDefault: true,
  Priority: 'default',
  Actions: [action],
});
const rule = (Priority: string, to: Action, paths: string[] = ['/x/*']): Rule => ({
  RuleArn: `arn:${Priority}`,
  Priority,
  Actions: [to],
  Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: paths } }],
});
interface Given {
  readonly listener?: Partial<Listener>;
  readonly count?: number;
  readonly ours?: readonly (readonly [RuleRole, Rule])[];
  readonly own?: readonly string[];
  readonly isFirst?: boolean;
  readonly page?: number;
}
const found = (
  rules: readonly Rule[],
  { listener, count = rules.length, ours = [], own = ['app'], ...given }: Given = {},
) =>
  listenerProblems(
    { ...LISTENER, ...listener },
    { rules, ours: new Map(ours), count, limit: 100 },
    {
      priorities: { bypass: 1, page: given.page ?? 2 },
      own: new Set(own),
      isFirst: given.isFirst ?? true,
    },
  );

describe('what would stop maintenance mode on a listener', () => {
  it('is nothing where the application has it alone', () => {
    expect(found([otherwise(forward('app'))])).toEqual({ problems: [], warnings: [] });
  });

  it.each<[string, readonly Rule[], Given, RegExp]>([
    [
      "another application's rule that it would take down",
      [otherwise(forward('app')), rule('50', forward('billing'), ['/billing/*'])],
      { page: 9 },
      /rule with priority 50 \(\/billing\/\*\) leads to a target group of no configured service, and maintenance mode would take it down/,
    ],
    [
      "another application's default action that it would take down",
      [otherwise(forward('billing')), rule('50', forward('app'))],
      { page: 9 },
      /default action \(every request\) leads to a target group of no configured service/,
    ],
    [
      'a weighted rule with a part for others',
      [
        otherwise({
          Type: 'forward',
          ForwardConfig: { TargetGroups: [{ TargetGroupArn: 'app' }, { TargetGroupArn: 'x' }] },
        }),
      ],
      {},
      /leads to a target group of no configured service/,
    ],
    ['a taken priority', [otherwise(forward('app')), rule('2', { Type: 'redirect' })], {}, /priority 2 is taken/],
    [
      'a priority taken among those that the bypass needs',
      [otherwise(forward('app')), rule('50', forward('api')), rule('2', { Type: 'redirect' })],
      { page: 9, own: ['app', 'api'] },
      /priority 2 is taken/,
    ],
    [
      'a full load balancer',
      [otherwise(forward('app'))],
      { count: 99 },
      /has 99 of at most 100 rules, and maintenance mode needs 2; expected room/,
    ],
    ['a first listener that only redirects', [otherwise({ Type: 'redirect' })], {}, /only redirects, and checks go by/],
    [
      'too little room for the ways to the application',
      [otherwise(forward('app')), rule('50', forward('api'))],
      { own: ['app', 'api'] },
      /2 rules are needed/,
    ],
  ])('is %s', (_what, rules, given, why) => {
    expect(found(rules, given).problems.join('; ')).toMatch(why);
  });

  it.each<[string, readonly Rule[], Given]>([
    [
      'is configured to be for the paths of the application',
      [otherwise(forward('billing')), rule('50', forward('app'))],
      { listener: { paths: ['/x/*'] } },
    ],
    [
      'has a target group that is named as the application’s',
      [otherwise(forward('app')), rule('50', forward('function'))],
      { page: 9, listener: { targetGroups: ['function'] } },
    ],
    ['is not the first, and redirects', [otherwise({ Type: 'redirect' })], { isFirst: false }],
    [
      'has our own rules already',
      [otherwise(forward('app')), rule('1', forward('app')), rule('2', { Type: 'fixed-response' })],
      {
        count: 100,
        ours: [
          ['bypass', { RuleArn: 'arn:1' }],
          ['page', { RuleArn: 'arn:2' }],
        ],
      },
    ],
    ['leads to groups of which nothing is known', [otherwise(forward('other'))], { own: [] }],
  ])('is nothing where it %s', (_what, rules, given) => {
    expect(found(rules, given)).toEqual({ problems: [], warnings: [] });
  });

  it('is not a redirect without room, which is told', () => {
    const { problems, warnings } = found([otherwise(forward('app')), rule('50', { Type: 'redirect' })]);
    expect(problems).toEqual([]);
    expect(warnings.join()).toMatch(/do not meet its redirects and fixed responses \(priority 50\)/);
  });
});
