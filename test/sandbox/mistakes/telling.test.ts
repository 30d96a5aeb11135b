import { CloudWatchClient, DisableAlarmActionsCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeExecutionCommand, GetExecutionHistoryCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { ListSubscriptionsByTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCloudwatch } from '../../../sandbox/services/cloudwatch/cloudwatch.ts';
import { createEvents, type Events } from '../../../sandbox/services/events/events.ts';
import { createFunctions } from '../../../sandbox/services/lambda/functions.ts';
import { createSns, type Sns } from '../../../sandbox/services/sns/sns.ts';
import { createSqs, type Sqs } from '../../../sandbox/services/sqs/sqs.ts';
import { createStates, type States } from '../../../sandbox/services/states/states.ts';
import { until } from '../processes/fake-kernel.ts';
import { Account } from './account.ts';

/** Mistakes 29 and 30, made with CloudWatch alarms, EventBridge and SNS. A virtual hour lasts a second. */
let account: Account;
let events: Events;
let states: States;
let sns: Sns;
let sqs: Sqs;
let role = '';

beforeAll(async () => {
  account = await Account.open(3_600, (kernel) => {
    events = createEvents(kernel);
    states = createStates(kernel);
    sns = createSns(kernel, ['on-holiday@example.org']);
    sqs = createSqs(kernel);
    return [createCloudwatch(kernel), events, states, sns, sqs, createFunctions(kernel)];
  });
  account.connect((event) => events.publish(event));
  role = await account.role('machine', 'states.amazonaws.com', [
    { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' },
  ]);
});
afterAll(() => account.close());

/** A topic that alarms may publish to, with these subscribers; its ARN. */
async function topic(name: string, addresses: readonly string[], more: object = {}): Promise<string> {
  const { ref } = await account.create('AWS::SNS::Topic', { TopicName: name, ...more }, name);
  await account.create('AWS::SNS::TopicPolicy', {
    Topics: [ref],
    PolicyDocument: {
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: 'sns:Publish', Resource: ref },
      ],
    },
  });
  for (const Endpoint of addresses)
    await account.create('AWS::SNS::Subscription', { TopicArn: ref, Protocol: 'email', Endpoint });
  return ref;
}
const mails = (name: string) => sns.mailbox().filter((mail) => mail.topic === name);
const alarm = (AlarmName: string, actions: readonly string[] = []) =>
  account.create('AWS::CloudWatch::Alarm', {
    ...{ AlarmName, Namespace: 'Survey', MetricName: AlarmName, Statistic: 'Sum', Period: 60, EvaluationPeriods: 1 },
    ...{ Threshold: 1, ComparisonOperator: 'GreaterThanThreshold', TreatMissingData: 'ignore', AlarmActions: actions },
  });
const set = (AlarmName: string, StateValue: 'ALARM' | 'OK') =>
  new CloudWatchClient(account.settings()).send(
    new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'set by a test' }),
  );
/** A rule that starts a machine, which may not be there yet, when an alarm changes to ALARM. */
async function rule(alarmName: string, machine: string, target: object = {}): Promise<string> {
  const arn = `arn:aws:states:sa-east-1:111122223333:stateMachine:${machine}`;
  const RoleArn = await account.role(`starts-${machine}`, 'events.amazonaws.com', [
    { Effect: 'Allow', Action: 'states:StartExecution', Resource: arn },
  ]);
  await account.create('AWS::Events::Rule', {
    Name: machine,
    EventPattern: { source: ['aws.cloudwatch'], detail: { alarmName: [alarmName], state: { value: ['ALARM'] } } },
    Targets: [{ Id: machine, Arn: arn, RoleArn, ...target }],
  });
  return arn;
}
const rollback = (name: string) => account.machine(name, role, { S: { Type: 'Succeed' } });
const started = (machine: string) => states.executions().filter(({ options }) => options.machineArn === machine);
const hours = (n: number) => account.kernel.clock.sleep(n * 3_600_000);

describe('29: what an alarm starts', () => {
  it('disabling the actions of an alarm silences its message, and not the rollback that EventBridge starts', async () => {
    const devops = await topic('silenced', ['devops@example.org']);
    await alarm('errors', [devops]);
    await rule('errors', 'not-stopped');
    const machine = await rollback('not-stopped');
    await new CloudWatchClient(account.settings()).send(new DisableAlarmActionsCommand({ AlarmNames: ['errors'] }));
    await set('errors', 'ALARM');
    await until(() => started(machine).length === 1);
    expect(mails('silenced')).toEqual([]);
  });

  it('a target that cannot be reached for hours is reached at last: the rollback starts hours after its reason', async () => {
    await alarm('latency');
    await rule('latency', 'belated');
    await set('latency', 'ALARM');
    await hours(3);
    const machine = await rollback('belated');
    const run = await until(() => started(machine)[0]);
    const { time } = run.options.input as { time: string };
    expect(run.startedAt - Date.parse(time)).toBeGreaterThan(2 * 3_600_000);
  });
  it('with a short life and no dead-letter queue the event is gone without a trace; with one it lies there', async () => {
    const short = { RetryPolicy: { MaximumEventAgeInSeconds: 300, MaximumRetryAttempts: 185 } };
    await alarm('queue');
    await rule('queue', 'lost', short);
    await account.create('AWS::SQS::Queue', { QueueName: 'undelivered' });
    const queue = 'arn:aws:sqs:sa-east-1:111122223333:undelivered';
    await account.create('AWS::SQS::QueuePolicy', {
      Queues: ['https://sqs.sa-east-1.amazonaws.com/111122223333/undelivered'],
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: queue,
          },
        ],
      },
    });
    await rule('queue', 'kept', { ...short, DeadLetterConfig: { Arn: queue } });
    await set('queue', 'ALARM');
    await hours(1);
    const machines = [await rollback('lost'), await rollback('kept')];
    await hours(3);
    expect(machines.flatMap(started)).toEqual([]);
    expect(sqs.messages('undelivered')).toHaveLength(1);
  });
  it('an alarm that flaps starts one rollback after the other', async () => {
    await alarm('flapping');
    await rule('flapping', 'again');
    const machine = await rollback('again');
    for (let n = 0; n < 3; n++) {
      await set('flapping', 'ALARM');
      await set('flapping', 'OK');
    }
    await until(() => started(machine).length === 3);
  });
});

describe('30: a message that is taken for read', () => {
  const client = () => new SNSClient(account.settings());
  const publish = (TopicArn: string, more: object = {}) =>
    client().send(new PublishCommand({ TopicArn, Subject: 'Rolled back', Message: 'survey 2.0.0', ...more }));
  const subscriptions = async (TopicArn: string) =>
    (await client().send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions ?? [];

  it('to an address that never confirmed: accepted, and delivered to nobody', async () => {
    const arn = await topic('unconfirmed', ['on-holiday@example.org']);
    expect((await publish(arn)).MessageId).toBeDefined();
    expect(mails('unconfirmed')).toEqual([]);
    expect((await subscriptions(arn))[0]?.SubscriptionArn).toBe('PendingConfirmation');
  });
  it('one of a storm: after ten in a second the address is unsubscribed, and the one that matters is not delivered', async () => {
    const arn = await topic('stormy', ['devops@example.org']);
    // All at the same moment: a second of the sandbox is a fraction of a millisecond here.
    const { now } = account.kernel.clock;
    const still = account.kernel.clock.now();
    account.kernel.clock.now = () => still;
    for (let n = 0; n < 12; n++) await publish(arn, { Subject: `Retry ${n}` });
    account.kernel.clock.now = now;
    await publish(arn, { Subject: 'The rollback failed' });
    expect(mails('stormy').map(({ subject }) => subject)).toEqual(Array.from({ length: 10 }, (_, n) => `Retry ${n}`));
    expect((await subscriptions(arn))[0]?.SubscriptionArn).toBe('PendingConfirmation');
  });
  it.each([
    ['a line break in it', 'Rolled back:\nDashboards answer 500'],
    ['100 characters', 'x'.repeat(100)],
  ])('with a subject with %s: refused', async (_what, Subject) => {
    const arn = await topic(`subject-${Subject.length}`, ['devops@example.org']);
    await expect(publish(arn, { Subject })).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
  it('of an alarm, on a topic encrypted with the key AWS manages: never arrives, and no caller hears of it', async () => {
    const arn = await topic('managed-key', ['devops@example.org'], { KmsMasterKeyId: 'alias/aws/sns' });
    await alarm('disk', [arn]);
    await set('disk', 'ALARM');
    await until(() => account.kernel.lines.find((line) => line.includes('The alarm disk could not act')));
    expect(mails('managed-key')).toEqual([]);
    await publish(arn);
    expect(mails('managed-key')).toHaveLength(1);
  });
  it('that fails, fails the rollback it only tells of', async () => {
    const arn = await topic('fatal', ['devops@example.org']);
    const lambda = await account.role('function', 'lambda.amazonaws.com', [
      { Effect: 'Allow', Action: 'sns:Publish', Resource: arn },
    ]);
    await account.function(
      'tells',
      lambda,
      `import { PublishCommand, SNSClient } from '${import.meta.resolve('@aws-sdk/client-sns')}';
       export const handler = async (input) => await new SNSClient({}).send(new PublishCommand(input));`,
    );
    const tell = (more: object) => ({
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: {
        FunctionName: 'tells',
        Payload: { TopicArn: arn, Subject: "{% 'Rolled back: ' & $states.input.reason %}", Message: 'm' },
      },
      Next: 'Restore',
      ...more,
    });
    const run = async (name: string, more: object) => {
      const restore = { Restore: { Type: 'Succeed' } };
      const stateMachineArn = await account.machine(name, role, { Tell: tell(more), ...restore });
      const input = JSON.stringify({ reason: 'Dashboards\nanswer 500' });
      const { executionArn } = await account.states.send(new StartExecutionCommand({ stateMachineArn, input }));
      const found = await until(async () => {
        const one = await account.states.send(new DescribeExecutionCommand({ executionArn }));
        return one.status === 'RUNNING' ? undefined : one;
      });
      const { events: told } = await account.states.send(new GetExecutionHistoryCommand({ executionArn }));
      const entered = told?.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
      return { status: found.status, error: found.error, entered };
    };
    expect(await run('fails-with-it', {})).toEqual({
      status: 'FAILED',
      error: 'InvalidParameterException',
      entered: ['Tell'],
    });
    expect(await run('goes-on', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Restore' }] })).toMatchObject({
      status: 'SUCCEEDED',
      entered: ['Tell', 'Restore'],
    });
  });
});
