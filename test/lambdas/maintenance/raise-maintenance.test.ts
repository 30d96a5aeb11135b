import '../stub/before-handlers.ts';
import { type CreateRuleInput, TooManyRulesException } from '@aws-sdk/client-elastic-load-balancing-v2';
import { beforeEach, describe, expect, it } from 'vitest';
import { bypassValue } from '../../../lambdas/maintenance/bypass.ts';
import type { Input } from '../../../lambdas/maintenance/raise-maintenance/contract.ts';
import { handler } from '../../../lambdas/maintenance/raise-maintenance/handler.ts';
import { LISTENERS, LOCK, NOW, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { Rules } from '../stub/rules.ts';
import { told } from '../stub/told.ts';

const input = (change: Partial<Input> = {}): Input => ({
  lock: LOCK,
  now: NOW,
  listeners: LISTENERS,
  priorities: { bypass: 1, page: 2 },
  page: '<p>knowngood-maintenance</p>',
  ...change,
});
const RAISED = { 1: 'knowngood=sandbox knowngood:rule=bypass', 2: 'knowngood=sandbox knowngood:rule=page' };

let rules: Rules;
const prepare = async () => {
  process.env['BYPASS_SECRET'] = 'bypass';
  rules = new Rules();
  for (const { arn } of LISTENERS) {
    rules.listen(arn);
    rules.add(arn, { Priority: '10' }, [{ Key: 'team', Value: 'survey' }]);
  }
  rules.play();
  aws.on('secretsmanager', { GetSecretValue: () => ({ SecretString: 'let-me-in' }) });
  await ledger.put('status', status());
};
beforeEach(prepare);
const tags = (role: string) => [
  { Key: 'knowngood', Value: 'sandbox' },
  { Key: 'knowngood:rule', Value: role },
];
const creations = () => aws.inputs('elasticloadbalancing:CreateRule') as object[] as CreateRuleInput[];
const on = (listener: string) => creations().filter(({ ListenerArn }) => ListenerArn === listener);
const values = () =>
  creations().flatMap(({ Conditions = [] }) =>
    Conditions.flatMap(({ HttpHeaderConfig }) => HttpHeaderConfig?.Values ?? []),
  );

describe('raise-maintenance', () => {
  it('puts the bypass on every listener, then the page', async () => {
    expect(await handler(input())).toEqual({ raised: 2 });
    expect(rules.seen('arn:public')).toEqual({ ...RAISED, 10: 'team=survey' });
    expect(rules.seen('arn:admin')).toEqual({ ...RAISED, 10: 'team=survey' });
    for (const { arn } of LISTENERS) expect(on(arn).map(({ Priority }) => Priority)).toEqual([1, 2]);
  });

  it('answers everybody with the page, and forwards as before whoever knows the value of this raising', async () => {
    await handler(input());
    const value = await bypassValue(NOW);
    expect(on('arn:public')).toMatchObject([
      {
        Conditions: [
          { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-knowngood-bypass', Values: [value] } },
        ],
        Actions: [{ Type: 'forward', TargetGroupArn: 'arn:tg' }],
      },
      {
        Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['*'] } }],
        Actions: [
          {
            Type: 'fixed-response',
            FixedResponseConfig: {
              StatusCode: '503',
              ContentType: 'text/html',
              MessageBody: '<p>knowngood-maintenance</p>',
            },
          },
        ],
      },
    ]);
  });

  it('has another value each time it is raised, and the same when it is cut off and called again', async () => {
    await handler(input());
    await handler(input({ now: '2026-11-24T14:11:00.000Z' }));
    expect(values()).toEqual([await bypassValue(NOW), await bypassValue(NOW)]);
    await ledger.put('status', status());
    for (const { arn } of LISTENERS) for (const rule of rules.ours(arn)) rules.remove(rule);
    await handler(input({ now: '2026-11-24T18:00:00.000Z' }));
    expect(new Set(values()).size).toBe(2);
  });

  it('puts a rule with the value of now where one of an earlier raising was left', async () => {
    const before = {
      Field: 'http-header',
      HttpHeaderConfig: { HttpHeaderName: 'x-knowngood-bypass', Values: ['old'] },
    };
    rules.add('arn:public', { Priority: '1', Conditions: [before] }, tags('bypass'));
    await handler(input());
    expect(aws.inputs('elasticloadbalancing:DeleteRule')).toHaveLength(1);
    expect(rules.seen('arn:public')).toEqual({ ...RAISED, 10: 'team=survey' });
    expect(values()[0]).toBe(await bypassValue(NOW));
  });

  it('takes back a rule of an earlier raising that an old answer did not name', async () => {
    const before = { Field: 'http-header', HttpHeaderConfig: { Values: ['old'] } };
    rules.add('arn:public', { Priority: '1', Conditions: [before] }, tags('bypass'));
    rules.hidden = 1;
    await handler(input({ listeners: LISTENERS.slice(0, 1) }));
    expect(rules.seen('arn:public')).toEqual({ ...RAISED, 10: 'team=survey' });
    // Refused, then asked for again once the earlier one is gone.
    const value = await bypassValue(NOW);
    expect(values()).toEqual([value, value]);
    expect(aws.inputs('elasticloadbalancing:DeleteRule')).toHaveLength(1);
  });

  it('leaves its own rules of this raising where an old answer did not name them', async () => {
    const once = input({ listeners: LISTENERS.slice(0, 1) });
    await handler(once);
    rules.hidden = 1;
    expect(await handler(once)).toEqual({ raised: 1 });
    expect(aws.inputs('elasticloadbalancing:DeleteRule')).toEqual([]);
    expect(rules.seen('arn:public')).toEqual({ ...RAISED, 10: 'team=survey' });
  });

  it('leads checks where users go, path by path', async () => {
    const path = { Field: 'path-pattern', Values: ['/api/*'], PathPatternConfig: { Values: ['/api/*'] } };
    const api = { Type: 'forward' as const, TargetGroupArn: 'arn:api' };
    rules.add('arn:public', { Priority: '20', Conditions: [path], Actions: [api] });
    await handler(input({ priorities: { bypass: 1, page: 5 }, listeners: LISTENERS.slice(0, 1) }));
    expect(creations()).toMatchObject([
      { Priority: 1, Conditions: [{ Field: 'http-header' }, { Field: 'path-pattern' }], Actions: [api] },
      { Priority: 2, Conditions: [{ Field: 'http-header' }], Actions: [{ TargetGroupArn: 'arn:tg' }] },
      { Priority: 5, Actions: [{ Type: 'fixed-response' }] },
    ]);
    expect(creations()[0]?.Conditions?.[1]).not.toHaveProperty('Values');
    expect(rules.seen('arn:public')).toMatchObject({ 2: 'knowngood=sandbox knowngood:rule=bypass-2' });
  });

  it('fails with ListenerUnfit where the load balancer has all the rules it may have', async () => {
    const full = new TooManyRulesException({ message: 'the maximum number of rules', $metadata: {} });
    aws.on('elasticloadbalancing', {
      CreateRule: () => {
        throw full;
      },
    });
    await expect(handler(input())).rejects.toMatchObject(
      told('ListenerUnfit', /"public": its load balancer has as many rules as the account allows/),
    );
  });

  it('fails with ListenerUnfit, and touches nothing, where the reserved priorities have no room', async () => {
    const path = { Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } };
    const api = { Type: 'forward' as const, TargetGroupArn: 'arn:api' };
    rules.add('arn:public', { Priority: '20', Conditions: [path], Actions: [api] });
    await expect(handler(input())).rejects.toMatchObject(told('ListenerUnfit', /2 rules are needed/));
    expect(creations()).toEqual([]);
  });

  it("fails with ListenerUnfit, and touches nothing, where somebody's rule would win over the page", async () => {
    rules.add('arn:public', { Priority: '3', Actions: [{ Type: 'forward', TargetGroupArn: 'arn:theirs' }] });
    await expect(handler(input({ priorities: { bypass: 8, page: 9 } }))).rejects.toMatchObject(
      told('ListenerUnfit', /"public": its rule with priority 3 takes requests .* would win over the maintenance page/),
    );
    expect(creations()).toEqual([]);
  });

  it('has written since when it is raised before the first rule', async () => {
    let during: unknown;
    aws.on('elasticloadbalancing', {
      CreateRule: async () => {
        during ??= await ledger.read('status');
        return {};
      },
    });
    await handler(input());
    expect(during).toMatchObject({ maintenanceSince: NOW, intents: { 'raise-maintenance': NOW } });
  });

  it('keeps the moment at which it was raised first', async () => {
    const before = '2026-11-24T14:05:00.000Z';
    await ledger.put('status', status({ maintenanceSince: before }));
    await handler(input());
    expect(await ledger.read('status')).toMatchObject({ maintenanceSince: before });
  });

  it.each([
    ['1', 'arn:public', /"public": priority 1 is taken by a rule that is not knowngood's/],
    ['2', 'arn:public', /"public": priority 2 is taken/],
    ['2', 'arn:admin', /"admin": priority 2 is taken/],
  ])('fails with PriorityTaken where somebody has priority %s on %s, and touches no listener', async (...taken) => {
    const [Priority, listener, message] = taken;
    rules.add(listener, { Priority });
    await expect(handler(input())).rejects.toMatchObject(told('PriorityTaken', message));
    expect(creations()).toEqual([]);
  });

  it("fails with PriorityTaken when somebody's rule comes in between", async () => {
    aws.on('elasticloadbalancing', {
      CreateRule: ({ ListenerArn = '', Priority }) => {
        rules.add(ListenerArn, { Priority: String(Priority) });
        rules.add(ListenerArn, { Priority: String(Priority) });
        return {};
      },
    });
    await expect(handler(input())).rejects.toMatchObject(
      told('PriorityTaken', /priority 1 was taken by somebody else's rule at this moment/),
    );
  });

  it('is called again while DescribeRules does not show yet which rule has the priority: it may be our own', async () => {
    await handler(input());
    // Both listeners are looked at before anything is asked for, and again when it is refused.
    rules.hidden = 4;
    await expect(handler(input())).rejects.toMatchObject(
      told('TemporarilyUnavailable', /priority 1 is in use, and DescribeRules does not show by which rule/),
    );
    expect(await handler(input())).toEqual({ raised: 2 });
  });

  it('tells that the bypass has no value before anything is raised', async () => {
    aws.on('secretsmanager', { GetSecretValue: () => ({ SecretString: '' }) });
    await expect(handler(input())).rejects.toMatchObject(told('Error', /bypass secret is empty/));
    expect(creations()).toEqual([]);
    expect(await ledger.read('status')).toMatchObject({ maintenanceSince: null });
  });

  it('of an execution that lost the environment raises nothing: LockLost', async () => {
    await ledger.put('status', status({ fence: 2 }));
    await expect(handler(input())).rejects.toMatchObject(told('LockLost'));
    expect(creations()).toEqual([]);
  });

  everyCall({
    prepare,
    run: () => handler(input()),
    calls: [
      'dynamodb:GetItem',
      'secretsmanager:GetSecretValue',
      'dynamodb:TransactWriteItems',
      'elasticloadbalancing:DescribeRules',
      'elasticloadbalancing:DescribeTags',
      'elasticloadbalancing:CreateRule',
      'dynamodb:UpdateItem',
    ],
    left: () => LISTENERS.map(({ arn }) => rules.seen(arn)),
  });
});
