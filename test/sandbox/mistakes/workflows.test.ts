import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateDBSnapshotCommand, DescribeDBSnapshotsCommand, RDSClient } from '@aws-sdk/client-rds';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PostgresHost } from '../../../sandbox/postgres/host.ts';
import { createDynamodb } from '../../../sandbox/services/dynamodb/dynamodb.ts';
import { createEvents, type Events } from '../../../sandbox/services/events/events.ts';
import { createFunctions } from '../../../sandbox/services/lambda/functions.ts';
import { createRds } from '../../../sandbox/services/rds/rds.ts';
import { createStates } from '../../../sandbox/services/states/states.ts';
import { until } from '../processes/fake-kernel.ts';
import { Account } from './account.ts';

/**
 * Mistakes 10, 13, 14 and 25 to 28, made with Step Functions, Lambda, EventBridge and DynamoDB. A virtual minute lasts a
 * tenth of a second.
 */
let host: PostgresHost;
let account: Account;
let events: Events;
let role = '';
let lambda = '';
const sdk = (client: string): string => import.meta.resolve(`@aws-sdk/client-${client}`);

beforeAll(async () => {
  host = await PostgresHost.open();
  account = await Account.open(600, (kernel) => {
    events = createEvents(kernel);
    return [
      createStates(kernel),
      createFunctions(kernel),
      createRds(kernel, host, { snapshotMs: 60 * 60_000 }),
      events,
    ];
  });
  account.connect((event) => events.publish(event));
  role = await account.role('machine', 'states.amazonaws.com', [
    { Effect: 'Allow', Action: ['lambda:InvokeFunction', 'states:StartExecution'], Resource: '*' },
  ]);
  lambda = await account.role('function', 'lambda.amazonaws.com', [
    { Effect: 'Allow', Action: ['rds:CreateDBSnapshot', 'rds:DescribeDBSnapshots'], Resource: '*' },
  ]);
  await account.function('echo', lambda, 'export const handler = async (event) => event;');
  await account.function(
    'fails',
    lambda,
    `export const handler = async (event) => { throw Object.assign(new Error('no such instance'), { name: event.name }); };`,
  );
  await account.create('AWS::RDS::DBInstance', {
    ...{ DBInstanceIdentifier: 'survey', DBInstanceClass: 'db.t4g.medium', Engine: 'postgres', EngineVersion: '18.1' },
    ...{ MasterUsername: 'master', MasterUserPassword: 'password-1', VPCSecurityGroups: ['sg-database'] },
  });
});
afterAll(async () => {
  await account.close();
  await host.close();
});

const task = (name: string, payload: unknown, more: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: name, Payload: payload },
  ...('Next' in more ? {} : { End: true }),
  ...more,
});
async function start(stateMachineArn: string, input: unknown = {}, name?: string): Promise<string> {
  const { executionArn } = await account.states.send(
    new StartExecutionCommand({
      stateMachineArn,
      input: JSON.stringify(input),
      ...(name === undefined ? {} : { name }),
    }),
  );
  return executionArn ?? '';
}
const described = (executionArn: string) => account.states.send(new DescribeExecutionCommand({ executionArn }));
const ended = (executionArn: string, ms = 8_000) =>
  until(async () => {
    const found = await described(executionArn);
    return found.status === 'RUNNING' ? undefined : found;
  }, ms);
/** Names of the states an execution has entered. */
const entered = async (executionArn: string): Promise<string[]> => {
  const { events: told } = await account.states.send(
    new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 }),
  );
  return told?.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []) ?? [];
};

describe('10: a name that is taken', () => {
  it('is our own execution, when a start is tried again after the first has ended', async () => {
    const machine = await account.machine('quick', role, { S: { Type: 'Succeed' } });
    const first = await start(machine, { release: 'rel-7' }, 'rel-7');
    await ended(first);
    await expect(start(machine, { release: 'rel-7' }, 'rel-7')).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
    });
    expect((await described(first)).input).toBe('{"release":"rel-7"}');
  });
});

describe('13: waiting inside a function', () => {
  it('the function is killed at its time limit, its work half done; tried again, it meets what it had begun', async () => {
    await account.function(
      'snapshots-and-waits',
      lambda,
      `import { CreateDBSnapshotCommand, RDSClient, waitUntilDBSnapshotAvailable } from '${sdk('rds')}';
       const client = new RDSClient({});
       export const handler = async ({ id }) => {
         await client.send(new CreateDBSnapshotCommand({ DBInstanceIdentifier: 'survey', DBSnapshotIdentifier: id }));
         await waitUntilDBSnapshotAvailable({ client, maxWaitTime: 900, minDelay: 1 }, { DBSnapshotIdentifier: id });
         return 'done';
       };`,
      2,
    );
    const machine = await account.machine('waits-inside', role, {
      A: task(
        'snapshots-and-waits',
        { id: 'waited-for' },
        {
          Retry: [{ ErrorEquals: ['Sandbox.Timedout'], MaxAttempts: 1, IntervalSeconds: 1 }],
        },
      ),
    });
    const executionArn = await start(machine);
    const { status, error } = await ended(executionArn, 20_000);
    expect([status, error]).toEqual(['FAILED', 'DBSnapshotAlreadyExistsFault']);
    const { events: told } = await account.states.send(new GetExecutionHistoryCommand({ executionArn }));
    expect(told?.flatMap(({ taskFailedEventDetails }) => taskFailedEventDetails?.error ?? [])).toEqual([
      'Sandbox.Timedout',
      'DBSnapshotAlreadyExistsFault',
    ]);
    // The snapshot itself goes on, and nobody looks at it any more.
    const { DBSnapshots } = await new RDSClient(account.settings()).send(
      new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: 'waited-for' }),
    );
    expect(DBSnapshots).toHaveLength(1);
  }, 30_000);
});

describe('14: an event as the only continuation', () => {
  it('is lost once, and what waits for it waits for ever, though the work is done', async () => {
    const goes = await account.machine('goes-on', role, { S: { Type: 'Succeed' } });
    const invoking = await account.role('events', 'events.amazonaws.com', [
      { Effect: 'Allow', Action: 'states:StartExecution', Resource: goes },
    ]);
    await account.create('AWS::Events::Rule', {
      EventPattern: { source: ['aws.rds'], detail: { EventID: ['RDS-EVENT-0042'] } },
      Targets: [{ Id: 'goes-on', Arn: goes, RoleArn: invoking }],
    });
    const rds = new RDSClient(account.settings());
    const running = () => account.states.send(new ListExecutionsCommand({ stateMachineArn: goes }));
    const snapshot = async (DBSnapshotIdentifier: string) => {
      await until(
        () =>
          rds
            .send(new CreateDBSnapshotCommand({ DBInstanceIdentifier: 'survey', DBSnapshotIdentifier }))
            .catch(() => undefined),
        15_000,
      );
      await until(async () => {
        const { DBSnapshots } = await rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier }));
        return DBSnapshots?.[0]?.Status === 'available';
      }, 15_000);
      await account.kernel.clock.sleep(10 * 60_000);
    };
    events.delivery = ({ source }) => (source === 'aws.rds' ? 'never' : 'once');
    await snapshot('unheard');
    expect((await running()).executions).toEqual([]);
    events.delivery = () => 'once';
    await snapshot('heard');
    expect((await running()).executions).toHaveLength(1);
  }, 60_000);
});

describe('25: cleanup in a Catch of States.ALL', () => {
  const CLEANS = { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Clean up' }] };
  const cleanup = { 'Clean up': task('echo', 'lowered') };
  const cleans = async (name: string, states: Record<string, object>, more: object = {}) =>
    await account.machine(name, role, { ...states, ...cleanup }, more);

  it('runs for an error of a task', async () => {
    const executionArn = await start(
      await cleans('usual', { A: task('fails', { name: 'E' }, { ...CLEANS, End: true }) }),
    );
    expect((await ended(executionArn)).status).toBe('SUCCEEDED');
    expect(await entered(executionArn)).toEqual(['A', 'Clean up']);
  });
  it('does not run for a result that is too large', async () => {
    await account.function('large', lambda, "export const handler = async () => 'x'.repeat(300_000);");
    const executionArn = await start(await cleans('too-large', { A: task('large', {}, { ...CLEANS, End: true }) }));
    expect((await ended(executionArn)).error).toBe('States.DataLimitExceeded');
    expect(await entered(executionArn)).toEqual(['A']);
  });
  it('does not run for an error of the runtime, also not around a Parallel', async () => {
    const far = { W: { Type: 'Wait', Timestamp: '2999-01-01T00:00:00Z', End: true } };
    const executionArn = await start(
      await cleans('runtime', {
        P: { Type: 'Parallel', Branches: [{ StartAt: 'W', States: far }], ...CLEANS, End: true },
      }),
    );
    expect((await ended(executionArn)).error).toBe('States.Runtime');
    expect(await entered(executionArn)).toEqual(['P', 'W']);
  });
  const asks = {
    A: {
      ...task('echo', '{% $states.context.Task.Token %}', { ...CLEANS, End: true }),
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    },
  };
  it('does not run when the machine’s time is over', async () => {
    const executionArn = await start(await cleans('out-of-time', asks, { TimeoutSeconds: 120 }));
    expect((await ended(executionArn)).status).toBe('TIMED_OUT');
    expect(await entered(executionArn)).toEqual(['A']);
  });
  it('does not run when somebody stops the execution', async () => {
    const executionArn = await start(await cleans('stopped', asks));
    await until(async () => (await entered(executionArn)).length > 0);
    await account.states.send(new StopExecutionCommand({ executionArn }));
    expect((await ended(executionArn)).status).toBe('ABORTED');
    expect(await entered(executionArn)).toEqual(['A']);
  });
});

describe('26: what a Catch hands on', () => {
  const raise = { Type: 'Pass', Output: { rule: 'arn:rule/1', lock: 7 }, Next: 'Work' };
  const lower = task('echo', { rule: '{% $states.input.rule %}' }, { Output: '{% $states.result.Payload %}' });

  it('is the error alone: the cleanup behind it knows neither rule nor lock', async () => {
    const machine = await account.machine('forgets', role, {
      Raise: raise,
      Work: task('fails', { name: 'E' }, { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Lower' }], End: true }),
      Lower: lower,
    });
    const found = await ended(await start(machine));
    expect(found).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(found.cause).toMatch(/\$states\.input\.rule.*undefined/);
  });
  it('a variable is still there', async () => {
    const machine = await account.machine('remembers', role, {
      Raise: { ...raise, Assign: { rule: 'arn:rule/1' } },
      Work: task('fails', { name: 'E' }, { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Lower' }], End: true }),
      Lower: task('echo', { rule: '{% $rule %}' }, { Output: '{% $states.result.Payload %}' }),
    });
    expect(await ended(await start(machine))).toMatchObject({ status: 'SUCCEEDED', output: '{"rule":"arn:rule/1"}' });
  });
});

describe('27: names of errors', () => {
  it('the code of the wire is not the name a function throws, and catches nothing', async () => {
    await account.function(
      'describes',
      lambda,
      `import { DescribeDBSnapshotsCommand, RDSClient } from '${sdk('rds')}';
       export const handler = async () => await new RDSClient({}).send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: 'gone' }));`,
    );
    const machine = (name: string, error: string) =>
      account.machine(name, role, {
        A: task('describes', {}, { Catch: [{ ErrorEquals: [error], Next: 'Gone' }], End: true }),
        Gone: { Type: 'Succeed' },
      });
    const wire = await ended(await start(await machine('by-code', 'DBSnapshotNotFound')));
    expect(wire).toMatchObject({ status: 'FAILED', error: 'DBSnapshotNotFoundFault' });
    expect((await ended(await start(await machine('by-name', 'DBSnapshotNotFoundFault')))).status).toBe('SUCCEEDED');
  });
  it('the integration that would tell it by a third name is refused at deployment, by its own', async () => {
    const direct = account.machine('direct', role, {
      A: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:rds:describeDBInstances', End: true },
    });
    await expect(direct).rejects.toThrow(/aws-sdk:rds:describeDBInstances is not supported/);
  });
});

describe('28: locks that are none', () => {
  it('time to live: hours after it, the lock of a dead holder still locks; days after it, the lock of a living one is gone', async () => {
    // An hour lasts 18 ms.
    const calendar = await Account.open(200_000, (kernel) => [createDynamodb(kernel)]);
    await calendar.create('AWS::DynamoDB::Table', {
      TableName: 'locks',
      KeySchema: [{ AttributeName: 'environment', KeyType: 'HASH' }],
      TimeToLiveSpecification: { AttributeName: 'until', Enabled: true },
    });
    const client = new DynamoDBClient(calendar.settings());
    const now = () => Math.floor(calendar.kernel.clock.now() / 1_000);
    const lock = (holder: string) =>
      client.send(
        new PutItemCommand({
          TableName: 'locks',
          Item: { environment: { S: 'sandbox' }, holder: { S: holder }, until: { N: String(now() + 60) } },
          ConditionExpression: 'attribute_not_exists(environment)',
        }),
      );
    const holder = async () => {
      const Key = { environment: { S: 'sandbox' } };
      return (await client.send(new GetItemCommand({ TableName: 'locks', Key }))).Item?.['holder']?.S;
    };
    await lock('first');
    await calendar.kernel.clock.sleep(3_600_000);
    await expect(lock('second')).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    expect(await holder()).toBe('first');
    // Nor does it last: whoever still works after two days has it taken away.
    await until(async () => (await holder()) === undefined);
    await lock('second');
    expect(await holder()).toBe('second');
    await calendar.close();
  });

  const worker = () => account.machine('works', role, { W: { Type: 'Wait', Seconds: 3_600, End: true } });
  it('ListExecutions: who has just started is not in it', async () => {
    // A tenth of a second lasts two.
    const slow = await Account.open(0.05, (kernel) => [createStates(kernel)]);
    const machine = await slow.machine('works', await slow.role('m', 'states.amazonaws.com', []), {
      W: { Type: 'Wait', Seconds: 3_600, End: true },
    });
    const listed = async () =>
      (await slow.states.send(new ListExecutionsCommand({ stateMachineArn: machine, statusFilter: 'RUNNING' })))
        .executions ?? [];
    await listed(); // The connection is there.
    const { executionArn } = await slow.states.send(new StartExecutionCommand({ stateMachineArn: machine }));
    expect(await listed()).toEqual([]);
    const [found] = await until(async () => {
      const some = await listed();
      return some.length > 0 ? some : undefined;
    });
    expect(found).toMatchObject({ executionArn, status: 'RUNNING' });
    await slow.close();
  });
  it('ListExecutions: two that look before they start both find nobody, and both run', async () => {
    const machine = await worker();
    const looks = async () =>
      (await account.states.send(new ListExecutionsCommand({ stateMachineArn: machine, statusFilter: 'RUNNING' })))
        .executions ?? [];
    const startIfNobody = async () => ((await looks()).length === 0 ? await start(machine) : '');
    const started = await Promise.all([startIfNobody(), startIfNobody()]);
    expect(started.filter((arn) => arn !== '')).toHaveLength(2);
    await until(async () => (await looks()).length === 2);
  });
  it('the name of an execution: another name locks nothing out', async () => {
    const machine = await worker();
    const [first, second] = [await start(machine, {}, 'rollback-of-7'), await start(machine, {}, 'rollback-of-8')];
    expect([(await described(first)).status, (await described(second)).status]).toEqual(['RUNNING', 'RUNNING']);
  });
});
