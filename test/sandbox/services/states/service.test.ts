import {
  DescribeExecutionCommand,
  DescribeStateMachineForExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  ExecutionNotRedrivable,
  GetExecutionHistoryCommand,
  InvalidArn,
  InvalidExecutionInput,
  InvalidName,
  InvalidOutput,
  InvalidToken,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  RedriveExecutionCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StateMachineDoesNotExist,
  StopExecutionCommand,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFunctions } from '../../../../sandbox/services/lambda/functions.ts';
import { createStates } from '../../../../sandbox/services/states/states.ts';
import { Account } from '../../mistakes/account.ts';
import { until } from '../../processes/fake-kernel.ts';

/** Step Functions by its unmodified client. A virtual minute lasts a fifth of a second. */
let account: Account;
let role = '';
let failing = '';
const task = (name: string, payload: unknown, more: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: name, Payload: payload },
  End: true,
  ...more,
});

beforeAll(async () => {
  account = await Account.open(300, (kernel) => [createStates(kernel), createFunctions(kernel)]);
  role = await account.role('machine', 'states.amazonaws.com', [
    { Effect: 'Allow', Action: ['lambda:InvokeFunction'], Resource: '*' },
    {
      Effect: 'Allow',
      Action: ['states:StartExecution', 'states:StopExecution', 'states:SendTaskSuccess'],
      Resource: '*',
    },
  ]);
  const lambda = await account.role('function', 'lambda.amazonaws.com', []);
  await account.function('echo', lambda, 'export const handler = async (event) => event;');
  // Fails until the file it is given exists: a cause that somebody mends.
  await account.function(
    'mended',
    lambda,
    `import { existsSync } from 'node:fs';
     export const handler = async (event) => {
       if (existsSync(event)) return 'mended';
       throw Object.assign(new Error('not mended'), { name: 'NotMended' });
     };`,
  );
  failing = await account.machine('fails', role, { F: { Type: 'Fail', Error: 'E', Cause: 'c' } });
});
afterAll(() => account.close());

async function start(stateMachineArn: string, input: unknown = {}, name?: string): Promise<string> {
  const started = await account.states.send(
    new StartExecutionCommand({
      stateMachineArn,
      input: JSON.stringify(input),
      ...(name === undefined ? {} : { name }),
    }),
  );
  return started.executionArn ?? '';
}
const described = (executionArn: string) => account.states.send(new DescribeExecutionCommand({ executionArn }));
const ended = (executionArn: string) =>
  until(async () => {
    const found = await described(executionArn);
    return found.status === 'RUNNING' ? undefined : found;
  });
const statuses = (executionArn: string) =>
  account.events
    .filter(({ resources }) => resources[0] === executionArn)
    .map(({ detail }) => (detail as { status: string }).status);

describe('StartExecution', () => {
  let waits = '';
  beforeAll(async () => {
    waits = await account.machine('waits', role, { W: { Type: 'Wait', Seconds: 9_000, End: true } });
  });

  it('the same name and the same input while it runs give the running execution', async () => {
    const first = await start(waits, { a: 1, b: 2 }, 'same');
    expect(await start(waits, { a: 1, b: 2 }, 'same')).toBe(first);
    expect(account.events.filter(({ resources }) => resources[0] === first)).toHaveLength(1);
  });
  it('the same name and another input are refused: also where only the keys are in another order', async () => {
    await start(waits, { a: 1, b: 2 }, 'other');
    await expect(start(waits, { a: 1, b: 3 }, 'other')).rejects.toBeInstanceOf(ExecutionAlreadyExists);
    await expect(start(waits, { b: 2, a: 1 }, 'other')).rejects.toBeInstanceOf(ExecutionAlreadyExists);
  });
  it('a name is taken after its execution has ended', async () => {
    const ran = await start(failing, {}, 'once');
    await ended(ran);
    await expect(start(failing, {}, 'once')).rejects.toThrow(`Execution Already Exists: '${ran}'`);
  });
  it.each(['2026-11-24T12:00:00Z', 'a b', 'a/b', 'a#b', 'x'.repeat(81), 'a\u0007b'])(
    'the name %j is refused',
    async (name) => {
      await expect(start(waits, {}, name)).rejects.toBeInstanceOf(InvalidName);
    },
  );
  it('a name of 80 characters, with what is allowed in it, is taken', async () => {
    await expect(start(failing, {}, `a-b_c.d=e+f!g@h(i)${'x'.repeat(62)}`)).resolves.toMatch(/x$/);
  });
  it('input that is no JSON is refused', async () => {
    const sent = account.states.send(new StartExecutionCommand({ stateMachineArn: waits, input: '{' }));
    await expect(sent).rejects.toBeInstanceOf(InvalidExecutionInput);
  });
  it('input beyond 262,144 characters is refused', async () => {
    await expect(start(waits, 'x'.repeat(262_143))).rejects.toThrow(/less than or equal to 262144/);
    await expect(start(failing, 'x'.repeat(262_142))).resolves.toMatch(/fails/);
  });
  it('a state machine that is not there is named', async () => {
    await expect(start(`${waits}-gone`)).rejects.toBeInstanceOf(StateMachineDoesNotExist);
  });
});

describe('DescribeExecution and lists', () => {
  it('tells how it ended, and whether it can be redriven', async () => {
    const found = await ended(await start(failing, { n: 1 }));
    expect(found).toMatchObject({
      status: 'FAILED',
      error: 'E',
      cause: 'c',
      input: '{"n":1}',
      redriveCount: 0,
      redriveStatus: 'REDRIVABLE',
    });
  });
  it('an execution that is not there, and an ARN that is none', async () => {
    await expect(described(`${failing.replace(':stateMachine:', ':execution:')}:gone`)).rejects.toBeInstanceOf(
      ExecutionDoesNotExist,
    );
    await expect(described('gone')).rejects.toBeInstanceOf(InvalidArn);
  });
  it('ListExecutions: newest first, by status, page by page', async () => {
    const machine = await account.machine('listed', role, {
      C: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.bad %}', Next: 'F' }], Default: 'S' },
      F: { Type: 'Fail' },
      S: { Type: 'Succeed' },
    });
    const arns: string[] = [];
    for (let n = 0; n < 5; n++) arns.push(await start(machine, { bad: n % 2 === 1 }));
    for (const arn of arns) await ended(arn);
    const pages: string[][] = [];
    let nextToken: string | undefined;
    do {
      const page = await account.states.send(
        new ListExecutionsCommand({
          stateMachineArn: machine,
          maxResults: 2,
          ...(nextToken === undefined ? {} : { nextToken }),
        }),
      );
      pages.push((page.executions ?? []).map(({ executionArn }) => executionArn ?? ''));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(pages.flat()).toEqual(arns.toReversed());
    const failed = await account.states.send(
      new ListExecutionsCommand({ stateMachineArn: machine, statusFilter: 'FAILED' }),
    );
    expect(failed.executions?.map(({ executionArn }) => executionArn)).toEqual([arns[3], arns[1]]);
    const tooMany = account.states.send(new ListExecutionsCommand({ stateMachineArn: machine, maxResults: 1_001 }));
    await expect(tooMany).rejects.toThrow(/less than or equal to 1000/);
  });
  it('DescribeStateMachineForExecution gives the definition it runs with, ListStateMachines names all', async () => {
    const executionArn = await start(failing);
    const found = await account.states.send(new DescribeStateMachineForExecutionCommand({ executionArn }));
    expect(found).toMatchObject({ stateMachineArn: failing, name: 'fails', roleArn: role });
    expect(JSON.parse(found.definition ?? '')).toMatchObject({ StartAt: 'F' });
    const { stateMachines } = await account.states.send(new ListStateMachinesCommand({}));
    expect(stateMachines?.map(({ name }) => name)).toContain('fails');
  });
  it('GetExecutionHistory: in pages, backwards, and without data', async () => {
    const machine = await account.machine('told', role, { A: task('echo', { secret: 1 }) });
    const executionArn = await start(machine);
    await ended(executionArn);
    const history = async (more: object) =>
      (await account.states.send(new GetExecutionHistoryCommand({ executionArn, ...more }))).events ?? [];
    const all = await history({});
    expect(all.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
    expect(all.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect((await history({ reverseOrder: true, maxResults: 2 })).map(({ id }) => id)).toEqual([7, 6]);
    expect(all[5]?.stateExitedEventDetails?.output).toContain('secret');
    expect((await history({ includeExecutionData: false }))[5]?.stateExitedEventDetails).toEqual({ name: 'A' });
  });
});

describe('EventBridge hears of every change of status', () => {
  it('RUNNING and the end, in its shape', async () => {
    const executionArn = await start(failing, { n: 1 });
    await ended(executionArn);
    const told = account.events.filter(({ resources }) => resources[0] === executionArn);
    expect(told.map((event) => [event.source, event['detail-type']])).toEqual([
      ['aws.states', 'Step Functions Execution Status Change'],
      ['aws.states', 'Step Functions Execution Status Change'],
    ]);
    expect(told[0]?.detail).toMatchObject({
      status: 'RUNNING',
      stopDate: null,
      output: null,
      redriveStatus: 'NOT_REDRIVABLE',
    });
    expect(told[1]?.detail).toMatchObject({
      executionArn,
      stateMachineArn: failing,
      status: 'FAILED',
      input: '{"n":1}',
      inputDetails: { included: true },
      output: null,
      error: 'E',
      cause: 'c',
      redriveCount: 0,
      redriveStatus: 'REDRIVABLE',
    });
  });
  it('input and output beyond 248 KiB are left out', async () => {
    const machine = await account.machine('large', role, { A: { Type: 'Pass', End: true } });
    const executionArn = await start(machine, 'x'.repeat(250 * 1024));
    await ended(executionArn);
    expect(account.events.find(({ resources }) => resources[0] === executionArn)?.detail).toMatchObject({
      input: null,
      inputDetails: { included: false },
    });
  });
  it('TIMED_OUT and ABORTED', async () => {
    const slow = { W: { Type: 'Wait', Seconds: 9_000, End: true } };
    const timed = await start(await account.machine('timed', role, slow, { TimeoutSeconds: 30 }));
    expect(await ended(timed)).toMatchObject({ status: 'TIMED_OUT' });
    expect(statuses(timed)).toEqual(['RUNNING', 'TIMED_OUT']);
    const executionArn = await start(await account.machine('stopped', role, slow));
    await account.states.send(new StopExecutionCommand({ executionArn, error: 'Mine', cause: 'enough' }));
    expect(await ended(executionArn)).toMatchObject({ status: 'ABORTED', error: 'Mine', cause: 'enough' });
    expect(statuses(executionArn)).toEqual(['RUNNING', 'ABORTED']);
  });
});

describe('RedriveExecution', () => {
  it('goes on where it failed, and tells so', async () => {
    const machine = await account.machine('redriven', role, {
      A: task('echo', 1, { Next: 'B', End: undefined }),
      B: task('mended', '{% $states.context.Execution.Input %}', { Output: '{% $states.result.Payload %}' }),
    });
    const cause = `${account.kernel.folder}/mend-me`;
    const executionArn = await start(machine, cause);
    expect(await ended(executionArn)).toMatchObject({ status: 'FAILED', error: 'NotMended' });
    const again = () => account.states.send(new RedriveExecutionCommand({ executionArn, clientToken: 'one' }));
    await again();
    expect(await ended(executionArn)).toMatchObject({ status: 'FAILED', redriveCount: 1 });

    const { writeFileSync } = await import('node:fs');
    writeFileSync(cause, '');
    await account.states.send(new RedriveExecutionCommand({ executionArn }));
    const found = await ended(executionArn);
    expect(found).toMatchObject({ status: 'SUCCEEDED', output: '"mended"', redriveCount: 2 });
    expect(found.redriveDate?.getTime()).toBeGreaterThan(found.startDate?.getTime() ?? 0);
    expect(found.redriveStatusReason).toBe('Execution is SUCCEEDED and cannot be redriven');
    expect(statuses(executionArn)).toEqual(['RUNNING', 'FAILED', 'RUNNING', 'FAILED', 'RUNNING', 'SUCCEEDED']);
    await expect(again()).rejects.toBeInstanceOf(ExecutionNotRedrivable);
    const { events } = await account.states.send(new GetExecutionHistoryCommand({ executionArn }));
    expect(events?.flatMap((event) => event.executionRedrivenEventDetails ?? [])).toEqual([
      { redriveCount: 1 },
      { redriveCount: 2 },
    ]);
    expect(events?.filter(({ type }) => type === 'TaskScheduled')).toHaveLength(4);
  });
  it('a running execution is not redrivable; the same client token names the same redrive', async () => {
    const machine = await account.machine('once-more', role, {
      A: { Type: 'Wait', Seconds: 600, End: true },
    });
    const executionArn = await start(machine);
    const redrive = () => account.states.send(new RedriveExecutionCommand({ executionArn, clientToken: 't' }));
    await expect(redrive()).rejects.toThrow(/Execution is RUNNING/);
    await account.states.send(new StopExecutionCommand({ executionArn }));
    await ended(executionArn);
    const first = await redrive();
    expect((await redrive()).redriveDate).toEqual(first.redriveDate);
    expect((await described(executionArn)).redriveCount).toBe(1);
  });
});

describe('task tokens', () => {
  const asking = async (name: string, more: object = {}) => {
    const machine = await account.machine(name, role, {
      A: {
        ...task('echo', '{% $states.context.Task.Token %}', more),
        Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      },
    });
    const executionArn = await start(machine);
    const taskToken = await until(async () => {
      const { events } = await account.states.send(new GetExecutionHistoryCommand({ executionArn }));
      const submitted = events?.find(({ type }) => type === 'TaskSubmitted')?.taskSubmittedEventDetails?.output;
      return submitted === undefined ? undefined : (JSON.parse(submitted) as { Payload: string }).Payload;
    });
    return { executionArn, taskToken };
  };

  it('SendTaskSuccess ends the task; a second one comes too late', async () => {
    const { executionArn, taskToken } = await asking('asks');
    await account.states.send(new SendTaskHeartbeatCommand({ taskToken }));
    const bad = account.states.send(new SendTaskSuccessCommand({ taskToken, output: 'no JSON' }));
    await expect(bad).rejects.toBeInstanceOf(InvalidOutput);
    const sent = () => account.states.send(new SendTaskSuccessCommand({ taskToken, output: '{"ok":true}' }));
    await sent();
    expect(await ended(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '{"ok":true}' });
    await expect(sent()).rejects.toBeInstanceOf(TaskTimedOut);
  });
  it('SendTaskFailure fails it', async () => {
    const { executionArn, taskToken } = await asking('asks-again');
    await account.states.send(new SendTaskFailureCommand({ taskToken, error: 'Refused', cause: 'no' }));
    expect(await ended(executionArn)).toMatchObject({ status: 'FAILED', error: 'Refused', cause: 'no' });
  });
  it('a token of nobody is refused', async () => {
    const sent = account.states.send(new SendTaskHeartbeatCommand({ taskToken: 'made up' }));
    await expect(sent).rejects.toBeInstanceOf(InvalidToken);
  });
});

describe('nested executions', () => {
  const nested = (resource: string, of: string, more: object = {}) => ({
    Type: 'Task',
    Resource: `arn:aws:states:::states:${resource}`,
    Arguments: { StateMachineArn: of, Name: '{% $states.context.Execution.Name %}', Input: { n: 1 } },
    End: true,
    ...more,
  });

  it('startExecution answers at once', async () => {
    const child = await account.machine('slow-child', role, { W: { Type: 'Wait', Seconds: 9_000, End: true } });
    const machine = await account.machine('starts', role, { A: nested('startExecution', child) });
    const { output } = await ended(await start(machine, {}, 'p1'));
    const arn = (JSON.parse(output ?? '') as { ExecutionArn: string }).ExecutionArn;
    expect(arn).toMatch(/slow-child:p1$/);
    expect((await described(arn)).status).toBe('RUNNING');
  });
  it('startExecution.sync:2 waits, and gives the child’s output as JSON', async () => {
    const child = await account.machine('quick-child', role, {
      W: { Type: 'Wait', Seconds: 30, Next: 'P' },
      P: { Type: 'Pass', Output: { m: '{% $states.input.n + 1 %}' }, End: true },
    });
    const machine = await account.machine('waits-for-it', role, {
      A: nested('startExecution.sync:2', child, { Output: '{% $states.result.Output.m %}' }),
    });
    const executionArn = await start(machine, {}, 'p2');
    expect(await ended(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '2' });
    const { events } = await account.states.send(new GetExecutionHistoryCommand({ executionArn }));
    expect(events?.map(({ type }) => type)).toContain('TaskSubmitted');
  });
  it('a child that fails, fails the task: States.TaskFailed with what the child told', async () => {
    const machine = await account.machine('fails-with-it', role, { A: nested('startExecution.sync:2', failing) });
    const { error, cause } = await ended(await start(machine, {}, 'p3'));
    expect(error).toBe('States.TaskFailed');
    expect(JSON.parse(cause ?? '')).toMatchObject({ Error: 'E', Cause: 'c', Status: 'FAILED', Name: 'p3' });
  });
  it('a child whose name is taken is refused by its name in Step Functions', async () => {
    const machine = await account.machine('collides', role, { A: nested('startExecution', failing) });
    await ended(await start(failing, {}, 'p4'));
    const { error } = await ended(await start(machine, {}, 'p4'));
    expect(error).toBe('StepFunctions.ExecutionAlreadyExistsException');
  });
  it('stopping the parent stops the child, where its role may', async () => {
    const child = await account.machine('stopped-child', role, { W: { Type: 'Wait', Seconds: 9_000, End: true } });
    const machine = await account.machine('stops', role, { A: nested('startExecution.sync:2', child) });
    const executionArn = await start(machine, {}, 'p5');
    const arn = `${child.replace(':stateMachine:', ':execution:')}:p5`;
    await until(() => described(arn).catch(() => undefined));
    await account.states.send(new StopExecutionCommand({ executionArn }));
    await ended(executionArn);
    expect((await ended(arn)).status).toBe('ABORTED');
  });
});

describe('a function that cannot be invoked', () => {
  it('is named as Step Functions names it', async () => {
    const machine = await account.machine('no-function', role, { A: task('no-such', {}) });
    expect((await ended(await start(machine))).error).toBe('Lambda.ResourceNotFoundException');
  });
  it('a role that may not, fails as Lambda.AWSLambdaException', async () => {
    const weak = await account.role('weak', 'states.amazonaws.com', []);
    const machine = await account.machine('not-allowed', weak, { A: task('echo', {}) });
    expect(await ended(await start(machine))).toMatchObject({
      error: 'Lambda.AWSLambdaException',
      cause: expect.stringMatching(/not authorized to perform: lambda:InvokeFunction/) as string,
    });
  });
});
