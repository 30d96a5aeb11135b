import '../../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AutomationOff } from '../../../../lambdas/model/automation.ts';
import type { Input } from '../../../../lambdas/requests/read-rollback-trigger/contract.ts';
import { handler } from '../../../../lambdas/requests/read-rollback-trigger/handler.ts';
import { NOTHING } from '../../nothing.ts';
import { later, moment, NOW, release, status } from '../../records.ts';
import { aws } from '../../stub/aws.ts';
import { everyCall } from '../../stub/every-call.ts';
import { Executions } from '../../stub/executions.ts';
import { ledger } from '../../stub/ledger.ts';
import { told } from '../../stub/told.ts';

const FIRED = '2026-11-24T14:09:30.000Z';
const alarm = {
  source: 'aws.cloudwatch',
  'detail-type': 'CloudWatch Alarm State Change',
  resources: ['arn:aws:cloudwatch:sa-east-1:111122223333:alarm:5xx'],
  detail: { alarmName: '5xx', state: { value: 'ALARM', timestamp: FIRED, reason: 'Threshold Crossed' } },
};
const input = (request: unknown = alarm, change: Partial<Input> = {}): Input => ({
  request,
  execution: 'arn:aws:states:sa-east-1:111122223333:execution:knowngood-sandbox-rollback:e',
  ...{ executionName: 'e1', startedAt: NOW, moment: moment(), account: '111122223333', region: 'sa-east-1' },
  alarms: [{ name: '5xx', criterion: 'end-user-impact', action: 'rollback' }],
  ...{
    functionalities: [],
    services: [{ name: 'web' }],
    oldestSeconds: 300,
    mayDecide: false,
    language: 'en',
    timeZone: 'UTC',
  },
  ...{ pointer: { parameter: '/h', format: 'host' }, decisionWorkflow: 'knowngood-sandbox-decision' },
  ...change,
});
const off = (change: Partial<AutomationOff> = {}): AutomationOff => ({
  ...{ since: later(-600), at: later(-600), until: later(600), reason: 'Load test', by: 'Ana', release: null },
  ...change,
});
const switchOff = (change: Partial<AutomationOff> = {}) => ledger.put('automation', { off: off(change), rang: {} });
const prepare = async () => {
  aws.on('monitoring', { DescribeAlarms: () => ({ MetricAlarms: [{ AlarmName: '5xx', StateValue: 'ALARM' }] }) });
  const executions = new Executions();
  executions.known['arn:execution'] = { status: 'RUNNING' };
  executions.play();
  await ledger.put('status', status({ holder: null }));
  await ledger.put('release#r1', release({ id: 'r1', version: '1.0.0', outcome: 'good', switched: { web: 'td:1' } }));
  await ledger.put('release#r2', release({ id: 'r2', outcome: 'good', switched: { web: 'td:2' } }));
};
beforeEach(prepare);

describe('an alarm while automation is off', () => {
  it('starts nothing, is remembered, and says who, until when, why, and how to go back by hand', async () => {
    await switchOff();
    expect(await handler(input())).toMatchObject({
      act: false,
      why: `Ana has switched automation off since Nov 24, 2026, 2:00:00 PM UTC until Nov 24, 2026, 2:20:00 PM UTC: Load test. To start the rollback by hand: aws stepfunctions start-execution --state-machine-arn arn:aws:states:sa-east-1:111122223333:stateMachine:knowngood-sandbox-rollback --input '{"criterion":"end-user-impact","reason":"<why>"}'`,
    });
    expect(await ledger.read('automation')).toEqual({ off: off(), rang: { '5xx': NOW } });
  });

  it('starts a rollback the moment its time is over, though nobody has switched it on', async () => {
    await switchOff({ until: NOW });
    expect(await handler(input())).toMatchObject({ act: true, why: null });
    expect(await ledger.read('automation')).toMatchObject({ rang: NOTHING });
  });

  it('acts as ever where nobody has switched it off', async () => {
    await ledger.put('automation', { rang: {}, last: { off: off(), at: later(-60), by: 'Rui', reason: 'over' } });
    expect(await handler(input())).toMatchObject({ act: true });
  });

  it.each([
    ['that it would undo', 'r2', false],
    ['that is older', 'r1', true],
  ])('for a release %s', async (_what, id, act) => {
    await switchOff({ release: { id, version: '2.0.0' } });
    expect(await handler(input())).toMatchObject({ act });
  });

  it.each(['r2', 'r3'])(
    'for %s, while r3 runs and has changed nothing: it would stop one and undo the other',
    async (id) => {
      await ledger.put('status', status({ status: 'releasing', work: 'r3' }));
      await ledger.put('release#r3', release({ id: 'r3', version: '3.0.0', outcome: 'running', switched: {} }));
      await switchOff({ release: { id, version: '' } });
      expect(await handler(input())).toMatchObject({
        act: false,
        why: expect.stringMatching(/for release {2}\(r[23]\)/),
      });
    },
  );

  it('is told for its own cause where it would start nothing anyway, and is not remembered', async () => {
    await switchOff();
    await ledger.put('status', status({ status: 'releasing', maintenanceSince: later(-60) }));
    expect(await handler(input())).toMatchObject({
      act: false,
      why: expect.stringContaining('maintenance mode has been on'),
    });
    expect(await ledger.read('automation')).toMatchObject({ rang: NOTHING });
  });

  it('holds no person, and no release that failed by itself', async () => {
    await switchOff();
    expect(await handler(input({ reason: 'Dashboards fail', criterion: 'history' }))).toMatchObject({ act: true });
    const failedRelease = { release: 'r2', version: '2.0.0', error: 'ChecksFailed', cause: 'x' };
    expect(await handler(input({ failedRelease }))).toMatchObject({ act: true });
  });

  it('is looked at again where somebody switches at the same moment: TemporarilyUnavailable', async () => {
    await switchOff();
    aws.on('dynamodb', {
      UpdateItem: async () => {
        throw Object.assign(new Error('The conditional request failed'), { name: 'ConditionalCheckFailedException' });
      },
    });
    await expect(handler(input())).rejects.toMatchObject(told('TemporarilyUnavailable', /switched automation/));
  });

  it('is switched by the decision workflow alone: RequestRefused', async () => {
    const asked = { automation: 'off', until: later(600), reason: 'Load test' };
    await expect(handler(input(asked))).rejects.toMatchObject(
      told(
        'RequestRefused',
        /"automation" is switched by another workflow; expected a start of knowngood-sandbox-decision/,
      ),
    );
  });

  everyCall({
    prepare: async () => {
      await prepare();
      await switchOff({ release: { id: 'r2', version: '2.0.0' } });
    },
    run: () => handler(input()),
    calls: ['monitoring:DescribeAlarms', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
  });
});
