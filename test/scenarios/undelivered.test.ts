import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Environment } from './environment.ts';

describe('an alarm whose rollback cannot be started', () => {
  let environment: Environment;
  beforeAll(async () => {
    environment = await Environment.start();
  }, 90_000);
  afterAll(async () => environment.cloud.close(), 30_000);

  it('is kept in the queue, and told by an alarm of its own', async () => {
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
});
