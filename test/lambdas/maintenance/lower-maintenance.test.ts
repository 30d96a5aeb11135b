import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/maintenance/lower-maintenance/contract.ts';
import { handler } from '../../../lambdas/maintenance/lower-maintenance/handler.ts';
import { NOTHING } from '../nothing.ts';
import { LISTENERS, LOCK, NOW, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { denied } from '../stub/faults.ts';
import { ledger } from '../stub/ledger.ts';
import { Rules } from '../stub/rules.ts';
import { told } from '../stub/told.ts';

const input: Input = { lock: LOCK, now: NOW, listeners: LISTENERS };
const tags = (environment: string, role: string) => [
  { Key: 'knowngood', Value: environment },
  { Key: 'knowngood:rule', Value: role },
];

let rules: Rules;
const prepare = async () => {
  rules = new Rules();
  for (const { arn } of LISTENERS) {
    rules.listen(arn);
    rules.add(arn, { Priority: '1' }, tags('sandbox', 'bypass'));
    rules.add(arn, { Priority: '2' }, tags('sandbox', 'page'));
    rules.add(arn, { Priority: '3' }, tags('production', 'page'));
    rules.add(arn, { Priority: '4' });
  }
  rules.play();
  await ledger.put('status', status({ maintenanceSince: NOW }));
};
beforeEach(prepare);
const deletions = () => aws.inputs('elasticloadbalancing:DeleteRule').map(({ RuleArn }) => String(RuleArn));

describe('lower-maintenance', () => {
  it('takes our rules away, of each listener the page before the bypass', async () => {
    expect(await handler(input)).toEqual({ removed: 4 });
    const of = (listener: string) => deletions().filter((rule) => rule.startsWith(listener));
    expect(of('arn:public')).toEqual(['arn:public/2', 'arn:public/1']);
    expect(of('arn:admin')).toEqual(['arn:admin/6', 'arn:admin/5']);
  });

  it("leaves every other rule: another environment's, and those without a tag", async () => {
    await handler(input);
    for (const { arn } of LISTENERS)
      expect(rules.seen(arn)).toEqual({ 3: 'knowngood=production knowngood:rule=page', 4: '' });
  });

  it('stays raised in the ledger until it has been looked at from outside', async () => {
    await handler(input);
    expect(await ledger.read('status')).toMatchObject({ maintenanceSince: NOW, intents: NOTHING });
  });

  it('takes a rule for gone that an old answer still names, whatever IAM says of deleting it', async () => {
    let looks = 0;
    const old = new Rules();
    old.listen('arn:public');
    const arn = old.add('arn:public', { Priority: '2' }, tags('sandbox', 'page'));
    old.play();
    aws.on('elasticloadbalancing', {
      DescribeRules: () => ({ Rules: looks++ === 0 ? [{ RuleArn: arn, Priority: '2' }] : [] }),
    });
    aws.fails('elasticloadbalancing:DeleteRule', denied);
    expect(await handler({ ...input, listeners: LISTENERS.slice(0, 1) })).toEqual({ removed: 1 });
  });

  it('tells that it may not delete a rule that is there', async () => {
    aws.fails('elasticloadbalancing:DeleteRule', denied);
    await expect(handler(input)).rejects.toMatchObject(told('AccessDeniedException'));
    expect(await ledger.read('status')).toMatchObject({ intents: NOTHING });
  });

  it('does not stumble over a rule in an old answer that has no tags any more', async () => {
    aws.on('elasticloadbalancing', {
      DescribeRules: ({ ListenerArn = '' }) => ({
        Rules: [1, 2, 9].map((n) => ({ RuleArn: `${ListenerArn}/${n}`, Priority: String(n) })),
      }),
    });
    expect(await handler({ ...input, listeners: LISTENERS.slice(0, 1) })).toEqual({ removed: 2 });
  });

  it('of an execution that lost the environment lowers nothing: LockLost', async () => {
    await ledger.put('status', status({ fence: 2 }));
    await expect(handler(input)).rejects.toMatchObject(told('LockLost'));
    expect(deletions()).toEqual([]);
  });

  everyCall({
    prepare,
    run: async () => {
      // How many were left for this call to take away tells nothing of the outcome.
      const { removed } = await handler(input);
      return removed <= 4;
    },
    calls: [
      'dynamodb:TransactWriteItems',
      'elasticloadbalancing:DescribeRules',
      'elasticloadbalancing:DescribeTags',
      'elasticloadbalancing:DeleteRule',
      'dynamodb:UpdateItem',
    ],
    left: () => LISTENERS.map(({ arn }) => rules.seen(arn)),
  });
});
