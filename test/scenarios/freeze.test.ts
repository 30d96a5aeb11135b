import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pause } from '../../sandbox/start/person.ts';
import { Environment } from './environment.ts';

describe('a decision no machine may take', () => {
  let environment: Environment;
  beforeAll(async () => {
    environment = await Environment.start();
    await environment.ask('POST', '/surveys', { title: 'Aplicativo' });
    await environment.ask('POST', '/surveys/1/answers', { score: 8, comment: 'before' });
  }, 90_000);
  afterAll(async () => environment.cloud.close(), 30_000);

  it('unknown lost writes freeze the environment: the page for users, nothing restored, DevOps told the exact JSON', async () => {
    const arn = await environment.person.start('release', {
      version: '2.0.0',
      reason: 'Sprint 18',
      migration: 'breaking',
    });
    const opened = () =>
      environment.cloud.states
        .executions()
        .find((execution) => execution.options.arn === arn)
        ?.history.events.some((event) => event.stateEnteredEventDetails?.name === 'Watch the alarms') ?? false;
    for (let n = 0; n < 600 && !opened(); n++) await pause(100);
    // The server restarts: its counters can no longer be compared with those at the restore point.
    const server = environment.cloud.rds.serverOf('survey');
    await server?.stop();
    await server?.start();
    await environment.fire('survey-5xx-rate');
    expect((await environment.person.ended(arn)).error).toBe('RolledBack');
    const [frozen] = await environment.person.executions('rollback');
    const ended = await environment.person.ended(frozen?.executionArn ?? '');
    expect(ended.status, ended.cause).toBe('SUCCEEDED');
    expect(JSON.parse(ended.output ?? '{}').incident).toMatch(/^incident-/);
    expect(await environment.status()).toMatchObject({ status: 'frozen' });
    expect((await environment.ask('GET', '/health')).body).toContain('knowngood-maintenance');
    expect(environment.cloud.endpoint.calls.filter((call) => call.operation.startsWith('RestoreDB'))).toEqual([]);
  }, 120_000);

  it('a release is refused meanwhile, and a rollback that does not name the incident too', async () => {
    expect((await environment.run('release', { version: '1.1.0', reason: 'x' })).error).toBe('LockBusy');
    const blind = await environment.run('rollback', { reason: 'go back', criterion: 'history' });
    expect([blind.status, blind.error]).toEqual(['FAILED', 'RequestRefused']);
    expect(blind.cause).toMatch(/expected "incident": "incident-/);
    const asking = await environment.run('rollback', {
      reason: 'go back',
      criterion: 'history',
      incident: 'i',
      decision: 'reopen',
    });
    expect(asking.cause).toMatch(
      /"incident", "decision" decides about an incident, which this workflow does not take; expected a start of knowngood-sandbox-decision/,
    );
    expect(await environment.status()).toMatchObject({ status: 'frozen' });
  }, 30_000);

  it('the JSON the message shows is all a person needs to go on', async () => {
    const mail = environment.cloud.sns.mailbox().find((m) => m.subject.includes('É preciso decidir'));
    const inputs = (mail?.body ?? '')
      .split('\n')
      .filter((line) => line.trim().startsWith('{'))
      .map((line) => JSON.parse(line) as object);
    expect(inputs[0]).toMatchObject({ database: 'restore', acceptLostWrites: 'unknown' });
    const done = await environment.run('decision', inputs[0]);
    expect(done.status, done.cause).toBe('SUCCEEDED');
    expect(await environment.version()).toBe('1.0.0');
    const { restored } = JSON.parse(done.output ?? '{}') as { restored: string };
    const rows = await environment.cloud.rds
      .serverOf(restored)
      ?.query<{ comment: string }>('SELECT comment FROM answers', [], 'survey');
    expect(rows).toEqual([{ comment: 'before' }]);
    expect(await environment.status()).toEqual({ status: 'open', maintenance: '-', stopped: 0 });
  }, 120_000);
});
