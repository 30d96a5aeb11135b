import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STATES } from '../../lambdas/model/state-names.ts';
import { pause } from '../../play/person.ts';
import { Environment } from './environment.ts';

/** What only a second rollback, a changed setting and a workflow that dies can show. */
describe('an environment that is rolled back more than once', () => {
  let environment: Environment;
  let ssm: SSMClient;
  const QUESTION = '/survey/config/nps-question';
  const question = async () => (await ssm.send(new GetParameterCommand({ Name: QUESTION }))).Parameter?.Value;

  beforeAll(async () => {
    environment = await Environment.start();
    const { endpointUrl, kernel } = environment.cloud;
    const credentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };
    ssm = new SSMClient({ endpoint: endpointUrl, region: kernel.region, credentials });
    await environment.ask('POST', '/surveys', { title: 'Loja' });
    await environment.ask('POST', '/surveys/1/answers', { score: 9, comment: 'first' });
  }, 90_000);
  afterAll(async () => environment.cloud.close(), 30_000);

  /** Nothing runs any more (the settling of a restored database ends last), and the alarm is back to OK. */
  async function quiet(): Promise<void> {
    const running = () =>
      environment.cloud.states.executions().filter((execution) => execution.status === 'RUNNING').length;
    await expect.poll(running, { timeout: 60_000 }).toBe(0);
    const { kernel, iam } = environment.cloud;
    const firing = async () => {
      const found = await kernel.call(iam.person, 'monitoring', 'DescribeAlarms', { StateValue: 'ALARM' });
      return (found as { MetricAlarms: unknown[] }).MetricAlarms.length;
    };
    await expect.poll(firing, { timeout: 30_000 }).toBe(0);
  }

  /** A breaking release, up to its watch. */
  async function releaseUntilWatched(more: object = {}): Promise<string> {
    await quiet();
    const arn = await environment.person.start('release', {
      ...{ version: '2.0.0', reason: 'Sprint 18', migration: 'breaking' },
      ...more,
    });
    const watching = () =>
      environment.cloud.states
        .executions()
        .find((execution) => execution.options.arn === arn)
        ?.history.events.some((event) => event.stateEnteredEventDetails?.name === STATES.watchTheAlarms) ?? false;
    for (let n = 0; n < 600 && !watching(); n++) await pause(100);
    return arn;
  }

  /** Fires the alarm of a watched release and answers with the rollback, once it runs. */
  async function rollBack(release: string): Promise<string> {
    const before = (await environment.executions('rollback')).length;
    await environment.fire('survey-5xx-rate');
    const { error, cause } = await environment.person.ended(release);
    expect(error, cause).toBe('RolledBack');
    const executions = await environment.executions('rollback');
    expect(executions.length).toBe(before + 1);
    return executions[0]?.executionArn ?? '';
  }

  /** Virtual ms for which a rollback kept users behind the page. */
  function behindThePage(rollback: string): number {
    const entered = (state: string): number =>
      environment.cloud.states
        .executions()
        .find(({ options }) => options.arn === rollback)
        ?.history.events.find(({ stateEnteredEventDetails: entry }) => entry?.name === state)
        ?.timestamp?.getTime() ?? Number.NaN;
    return entered(STATES.lowerMaintenanceMode) - entered(STATES.raiseMaintenanceModeForTheRollback);
  }
  let withoutStandby = Number.NaN;

  it('a setting the release changed is put back; whoever asks for a release or a rollback meanwhile is refused', async () => {
    const asked = await question();
    const release = await releaseUntilWatched();
    await ssm.send(new PutParameterCommand({ Name: QUESTION, Value: 'Você gostou?', Overwrite: true }));
    const rollback = await rollBack(release);
    const [second, again] = await Promise.all([
      environment.run('release', { version: '1.1.0', reason: 'too early' }),
      environment.run('rollback', { reason: 'too', criterion: 'history' }),
    ]);
    expect([second.error, again.error]).toEqual(['LockBusy', 'RequestRefused']);
    const done = await environment.person.ended(rollback);
    expect(done.status, done.cause).toBe('SUCCEEDED');
    expect(await question()).toBe(asked);
    withoutStandby = behindThePage(rollback);
  }, 180_000);

  it('a release without a migration runs while the restored database is still settled', async () => {
    const settling = () =>
      environment.cloud.states
        .executions()
        .find(({ options, status }) => options.machineArn.endsWith('-settle') && status === 'RUNNING');
    const work = settling();
    const release = await environment.run('release', {
      ...{ version: '1.0.0', reason: 'Another banner', migration: 'none' },
      services: { web: { environment: { BANNER: 'Bem-vindos' } } },
    });
    expect(release.status, release.cause).toBe('SUCCEEDED');
    expect(work?.startedAt).toBeLessThan(release.startDate?.getTime() ?? 0);
    expect(settling(), 'the database settled before the release had ended').toBe(work);
    expect(work).toBeDefined();
    // No time of an instance can be restored before its first backup has ended.
    expect((await environment.ledger('release#')).at(-1)).toMatchObject({ outcome: 'good', restorePoint: null });
  }, 120_000);

  it('what runs was registered by digest: a tag pushed anew changes nothing', () => {
    const registered = environment.cloud.endpoint.calls
      .filter((call) => call.operation === 'RegisterTaskDefinition')
      .flatMap(
        ({ input }) => (input as { containerDefinitions: { name: string; image: string }[] }).containerDefinitions,
      )
      // The one beside it is as the team's own template has it; it goes back by the digest that ran.
      .filter(({ name }) => name === 'app');
    expect(registered.length).toBeGreaterThan(0);
    for (const { image } of registered) expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
  });

  it('a restored database is replaced and quarantined as the first one was, by a standby: users wait for no restore', async () => {
    const first = await environment.pointer();
    await environment.ask('POST', '/surveys/1/answers', { score: 7, comment: 'second' });
    const release = await releaseUntilWatched({ standby: 'until-good' });
    const ready = () => environment.cloud.sns.mailbox().find(({ subject }) => subject.includes('banco de prontidão'));
    await expect.poll(ready, { timeout: 30_000 }).toBeDefined();
    expect(ready()?.subject).toBe('[sandbox] O banco de prontidão da versão 2.0.0 está pronto');
    // Taken by users of the release, behind its restore point.
    const taken = await environment.ask('POST', '/surveys/1/answers', { score: 3, comment: 'of 2.0.0' });
    const restores = () =>
      environment.cloud.endpoint.calls.filter(({ operation }) => operation.startsWith('RestoreDB')).length;
    const before = restores();
    const rollback = await rollBack(release);
    const done = await environment.person.ended(rollback);
    expect(done.status, done.cause).toBe('SUCCEEDED');
    const { restored, decision, lost } = JSON.parse(done.output ?? '{}');
    expect(decision).toBe('services-and-database');
    expect(lost).toMatchObject({ known: true, total: taken.status === 201 ? 1 : 0 });
    expect(ready()?.body).toContain(`${restored} está ao lado do banco em uso`);
    const report = environment.cloud.sns.mailbox().findLast(({ subject }) => subject.includes('Rollback concluído'));
    expect(report?.body).toContain(restored);
    expect(restores()).toBe(before);
    expect(behindThePage(rollback)).toBeLessThan(withoutStandby);
    expect(await environment.pointer()).not.toBe(first);
    const rows = await environment.cloud.rds
      .serverOf(restored)
      ?.query<{ comment: string }>('SELECT comment FROM answers ORDER BY 1', [], 'survey');
    expect(rows?.map((row) => row.comment)).toEqual(['first', 'second']);
  }, 180_000);

  it('goes forward again to the quarantined database, by a decision that says what was written since, and can be undone', async () => {
    await quiet();
    const forward = { reason: 'The provider was to blame', criterion: 'business-result', database: 'forward' };
    const [left, kept] = [await environment.liveInstance(), await quarantined()];
    await environment.ask('POST', '/surveys/1/answers', { score: 5, comment: 'on the restored one' });
    const door = await environment.run('rollback', forward);
    expect(door.cause).toContain('expected a start of knowngood-sandbox-decision with the same input');
    // A session tells its newest writes late: what is as things stand may miss them.
    const planned = JSON.parse((await environment.run('decision', { ...forward, dryRun: true })).output ?? '{}');
    expect(planned).toMatchObject({ wouldRun: true, lost: { known: true }, target: { version: '2.0.0' } });
    expect(planned.plan.join()).toContain(`tirar ${kept} da quarentena`);

    const done = await environment.run('decision', forward);
    expect(done.status, done.cause).toBe('SUCCEEDED');
    expect(JSON.parse(done.output ?? '{}')).toMatchObject({ restored: kept, quarantined: left, lost: { total: 1 } });
    expect([await environment.liveInstance(), await environment.version()]).toEqual([kept, '2.0.0']);
    expect((await environment.ask('POST', '/surveys/1/answers', { score: 8, comment: 'forward' })).status).toBe(201);
    const report = environment.cloud.sns.mailbox().findLast((mail) => mail.subject.includes('Avanço concluído'));
    expect(report?.body).toMatch(/Gravações perdidas: 1,/);
    const twice = await environment.run('decision', forward);
    expect(twice.cause).toContain('went forward already');

    await quiet();
    const back = { reason: 'It was to blame all the same', criterion: 'business-result', database: 'restore' };
    const undone = await environment.run('rollback', back);
    expect(undone.status, undone.cause).toBe('SUCCEEDED');
    expect(await environment.version()).not.toBe('2.0.0');
  }, 240_000);

  /** The one that the newest restore has replaced. */
  async function quarantined(): Promise<string> {
    const rollbacks = await environment.ledger('rollback#');
    return String(rollbacks.findLast(({ outcome, quarantined }) => outcome === 'done' && quarantined)?.['quarantined']);
  }

  it('a release that dies before it could start its rollback is rolled back all the same; a rollback that fails calls DevOps', async () => {
    const by = (role: string, operation: string) => (call: { principal: string; operation: string }) =>
      call.operation === operation && call.principal.includes(role);
    const dies = by('startrollback', 'StartExecution');
    const fails = by('switchservice', 'UpdateService');
    await quiet();
    let released = false;
    environment.cloud.endpoint.faults = (call) => {
      if (dies(call)) released = true;
      return dies(call) || (released && fails(call)) ? 'access-denied' : undefined;
    };
    const release = await environment.run('release', {
      version: '1.1.0',
      reason: 'a wrong setting',
      services: { web: { environment: { DATABASE_NAME: 'nowhere' } } },
    });
    expect(release.status).toBe('FAILED');
    const named = /^release-/;
    await expect
      .poll(async () => (await environment.executions('rollback'))[0]?.name, { timeout: 20_000 })
      .toMatch(named);
    const [rollback] = await environment.executions('rollback');
    expect((await environment.person.ended(rollback?.executionArn ?? '')).status).toBe('FAILED');
    environment.cloud.endpoint.faults = () => undefined;
    const escalations = () =>
      environment.cloud.sns.mailbox().filter((mail) => mail.body.includes(String(rollback?.executionArn)));
    await expect.poll(() => escalations().length, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(escalations()[0]?.body).toContain('denied by a fault');
  }, 180_000);
});
