import { describe, expect, it } from 'vitest';
import type { Kernel } from '../../../../sandbox/kernel/kernel.ts';
import { createEvents } from '../../../../sandbox/services/events/events.ts';
import { matchesPattern } from '../../../../sandbox/services/events/pattern.ts';
import { create, fakeKernel } from '../../processes/fake-kernel.ts';

const event = {
  source: 'aws.cloudwatch',
  resources: ['arn:a', 'arn:b'],
  detail: { state: { value: 'ALARM' }, name: 'survey-5xx' },
};

describe('a pattern', () => {
  it.each([
    [{ source: ['aws.cloudwatch'] }, true],
    [{ source: ['aws.rds', 'aws.cloudwatch'], detail: { state: { value: ['ALARM'] } } }, true],
    [{ detail: { state: { value: ['OK'] } } }, false],
    [{ resources: ['arn:b'] }, true],
    [{ resources: ['arn:c'] }, false],
    [{ detail: { name: [{ prefix: 'survey-' }] } }, true],
    [{ detail: { name: [{ suffix: '-4xx' }] } }, false],
    [{ detail: { name: [{ 'anything-but': ['survey-5xx'] }] } }, false],
    [{ detail: { gone: [{ exists: false }] } }, true],
  ])('%j', (pattern, expected) => {
    expect(matchesPattern(pattern, event)).toBe(expected);
  });
  it('that it does not know is refused by name', () => {
    expect(() => matchesPattern({ detail: { name: [{ cidr: '10.0.0.0/8' }] } }, event)).toThrow('cidr');
  });
});

describe('a rule whose target runs a task', () => {
  const Arn = 'arn:aws:ecs:sa-east-1:111122223333:cluster/survey';
  const rule = (change: object = {}) => ({
    Name: 'nightly',
    EventPattern: { source: ['s'] },
    Targets: [
      { Id: 't', Arn, RoleArn: 'arn:role', EcsParameters: { TaskDefinitionArn: 'arn:x:task-definition/worker' } },
    ],
    ...change,
  });
  const published = { source: 's', 'detail-type': 'd', resources: [], detail: {} };

  // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EcsParameters.html
  it('runs the latest revision of the family it names, unless the rule is disabled', async () => {
    const kernel = fakeKernel();
    kernel.answer = () => ({ tasks: [], failures: [] });
    const events = createEvents(kernel);
    await create(events, 'AWS::Events::Rule', rule());
    events.publish(published);
    await expect.poll(() => kernel.calls.length).toBe(1);
    expect(kernel.calls[0]).toMatchObject({ operation: 'RunTask', input: { cluster: Arn, taskDefinition: 'worker' } });
    const { DisableRule } = events.handlers as Required<typeof events.handlers>;
    await DisableRule({ Name: 'nightly' }, {} as never);
    events.publish(published);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(kernel.calls.length).toBe(1);
  });
});

describe('delivery', () => {
  const rule = {
    Name: 'r',
    EventPattern: { source: ['s'] },
    Targets: [
      {
        Id: 't',
        Arn: 'arn:aws:states:::machine',
        // The age is beyond what this test takes, so that the attempts decide.
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 2 },
        DeadLetterConfig: { Arn: 'arn:aws:sqs:::dead' },
      },
    ],
  };
  const published = { source: 's', 'detail-type': 'd', resources: [], detail: {} };
  const begun = async (failing: boolean, how: 'once' | 'never' | 'twice' = 'once') => {
    const arns: string[] = [];
    const kernel: Kernel = {
      ...fakeKernel(10_000),
      async deliver(arn) {
        arns.push(arn);
        if (failing && arn.includes('states')) throw new Error('denied');
      },
    };
    const events = createEvents(kernel);
    await create(events, 'AWS::Events::Rule', rule);
    events.delivery = () => how;
    events.publish(published);
    return arns;
  };
  /** Fifteen virtual minutes, in which no more may come. */
  const quiet = () => new Promise((resolve) => setTimeout(resolve, 90));
  it('is once, or as a test asks', async () => {
    const [once, twice, never] = await Promise.all([begun(false), begun(false, 'twice'), begun(false, 'never')]);
    await expect.poll(() => [once, twice].map(({ length }) => length), { timeout: 10_000 }).toEqual([1, 2]);
    await quiet();
    expect([once, twice, never].map(({ length }) => length)).toEqual([1, 2, 0]);
  });
  it('is tried again as the target says, then kept in the dead-letter queue', async () => {
    const all = [...new Array(3).fill('arn:aws:states:::machine'), 'arn:aws:sqs:::dead'];
    const arns = await begun(true);
    await expect.poll(() => arns, { timeout: 10_000 }).toEqual(all);
    await quiet();
    expect(arns).toEqual(all);
  });
  it('of what it does not model is refused by name', async () => {
    await expect(
      create(createEvents(fakeKernel()), 'AWS::Events::Rule', { ScheduleExpression: 'cron(0 3 * * ? *)' }),
    ).rejects.toThrow('cron(0 3 * * ? *)');
  });
});
