import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Environment } from './environment.ts';

describe('what an alarm of the control plane alone can tell', () => {
  let environment: Environment;
  beforeAll(async () => {
    environment = await Environment.start();
  }, 90_000);
  afterAll(async () => environment.cloud.close(), 30_000);

  it('an event whose rollback cannot be started is kept in the queue', async () => {
    const { states, sqs, sns } = environment.cloud;
    const working = states.deliver;
    Object.assign(states, { deliver: () => Promise.reject(new Error('Step Functions does not answer')) });
    await environment.fire('survey-5xx-rate');
    const kept = () => sqs.messages('knowngood-sandbox-undelivered') as { detail: { alarmName: string } }[];
    await expect.poll(() => kept().length, { timeout: 30_000 }).toBe(1);
    Object.assign(states, { deliver: working });
    expect(kept()[0]?.detail.alarmName).toBe('survey-5xx-rate');
    // CloudWatch may publish to the encrypted topic for this alarm, and DevOps reads it.
    const told = () => sns.mailbox().filter((mail) => mail.subject.includes('knowngood-sandbox-undelivered'));
    await expect.poll(() => told().length, { timeout: 30_000 }).toBeGreaterThan(0);
    expect(told()[0]?.topic).toBe('knowngood-sandbox-devops');
  }, 90_000);

  it('retention that cannot look deletes nothing, is told, and goes on once somebody has mended it', async () => {
    const { endpoint, functions, sns } = environment.cloud;
    const look = () => functions.invoke('knowngood-sandbox-delete-expired', { time: new Date(2_000_000_000_000) });
    endpoint.faults = ({ operation }) => (operation === 'DescribeDBSnapshots' ? 'access-denied' : undefined);
    await expect(look()).resolves.toMatchObject({
      error: { errorMessage: 'denied by a fault' },
    });
    const told = () => sns.mailbox().filter((mail) => mail.subject.includes('knowngood-sandbox-retention-failed'));
    await expect.poll(() => told().length, { timeout: 150_000 }).toBeGreaterThan(0);
    expect(told()[0]?.topic).toBe('knowngood-sandbox-devops');
    expect(environment.changes(0).filter((call) => call.startsWith('rds:'))).toEqual([]);
    endpoint.faults = () => undefined;
    await expect(look()).resolves.toMatchObject({ result: { announced: [], deleted: [], refused: [] } });
  }, 200_000);
});
