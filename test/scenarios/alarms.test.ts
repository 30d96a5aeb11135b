import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STATES } from '../../lambdas/model/state-names.ts';
import { HelpVisitor } from '../../play/help-visitor.ts';
import { pause } from '../../play/person.ts';
import { Environment } from './environment.ts';
import { PAGE_ALARM } from './page-alarm.ts';

describe('alarms in the sandbox', () => {
  let environment: Environment;
  let neighbour: HelpVisitor;
  beforeAll(async () => {
    environment = await Environment.start();
    neighbour = new HelpVisitor(environment.cloud, 50);
    await environment.ask('POST', '/surveys', { title: 'Entrega' });
  }, 90_000);
  afterAll(async () => {
    await neighbour.end();
    await environment.cloud.close();
  }, 30_000);

  /** The rollback that ends next, newest first. */
  const rollback = async (index = 0) => {
    for (let n = 0; n < 100; n++) {
      const executions = await environment.executions('rollback');
      const found = executions.at(index);
      if (found !== undefined) return await environment.person.ended(found.executionArn ?? '');
      await pause(100);
    }
    throw new Error('no rollback was started');
  };

  it('a forged event is told, not acted on', async () => {
    const before = environment.cloud.endpoint.calls.length;
    const { cloud } = environment;
    await new EventBridgeClient({
      endpoint: cloud.endpointUrl,
      region: cloud.kernel.region,
      credentials: { accessKeyId: 'sandbox', secretAccessKey: 'x' },
    }).send(
      new PutEventsCommand({
        Entries: [
          {
            Source: 'aws.cloudwatch',
            DetailType: 'CloudWatch Alarm State Change',
            Resources: ['arn:aws:cloudwatch:sa-east-1:111122223333:alarm:survey-5xx-rate'],
            Detail: JSON.stringify({
              alarmName: 'survey-5xx-rate',
              state: { value: 'ALARM', timestamp: new Date(cloud.clock.now()).toISOString(), reason: 'forged' },
            }),
          },
        ],
      }),
    );
    const ended = await rollback();
    expect(ended.status).toBe('SUCCEEDED');
    expect(environment.changes(before)).toEqual([]);
    const [mail] = cloud.sns.mailbox().filter((m) => m.subject.includes('não gerou rollback'));
    expect(mail?.body).toContain('o CloudWatch não registra que o alarme "survey-5xx-rate" passou para ALARM');
    expect((await environment.status()).status).toBe('open');
  }, 60_000);

  it('an alarm during the watch of a breaking release stops it and restores the database it had', async () => {
    const before = await environment.pointer();
    const answer = await environment.ask('POST', '/surveys/1/answers', { score: 9, comment: 'before the release' });
    expect(answer.status).toBe(201);
    const arn = await environment.person.start('release', {
      version: '2.0.0',
      reason: 'Sprint 18',
      migration: 'breaking',
    });
    // Users get the page; once they are let in again, somebody answers, and the alarm fires.
    const got = new Set<number>();
    for (let n = 0; n < 600 && !watching(environment, arn); n++) {
      got.add((await environment.ask('GET', '/surveys')).status);
      await pause(100);
    }
    expect(got).toContain(503);
    expect((await environment.ask('POST', '/surveys/1/answers', { score: 3, comment: 'to 2.0.0' })).status).toBe(201);
    // What it answers and writes to its log then is the cause of the alarm.
    expect((await environment.ask('GET', '/surveys/1/dashboard')).status).toBe(500);
    await environment.fire('survey-5xx-rate');
    const release = await environment.person.ended(arn);
    expect([release.status, release.error]).toEqual(['ABORTED', 'RolledBack']);
    const done = await rollback();
    expect(done.status, done.cause).toBe('SUCCEEDED');
    const output = JSON.parse(done.output ?? '{}');
    expect(output.decision).toBe('services-and-database');
    expect(output.lost).toMatchObject({ known: true, tables: { answers: { inserted: 1 } } });

    expect(await environment.version()).toBe('1.0.0');
    expect(await environment.pointer()).not.toBe(before);
    const comments = async (instance: string) =>
      (
        await environment.cloud.rds
          .serverOf(instance)
          ?.query<{ comment: string }>('SELECT comment FROM answers', [], 'survey')
      )?.map((row) => row.comment);
    expect(await comments(output.restored)).toEqual(['before the release']);
    expect(await comments('survey')).toContain('to 2.0.0');
    expect(await environment.status()).toEqual({ status: 'open', maintenance: null, stopped: 0 });
  }, 180_000);

  it('the page itself rang an alarm on the load balancer’s errors: told, and not acted on', () => {
    const { cloud } = environment;
    const started = cloud.states
      .executions()
      .filter(({ options }) => JSON.stringify(options.input).includes(`"alarmName":"${PAGE_ALARM}"`));
    expect(started.length).toBeGreaterThan(0);
    const entered = started.map(({ history }) =>
      history.events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []),
    );
    for (const states of entered) expect(states.at(-1)).toBe(STATES.nothingWasActedOn);
    const told = cloud.sns
      .mailbox()
      .filter(({ body }) => body.includes(`"${PAGE_ALARM}"`) || body.includes(PAGE_ALARM));
    expect(told.some(({ body }) => body.includes('pelo próprio knowngood'))).toBe(true);
  });

  it('users of the other application on the listener noticed nothing of release, fence and rollback', () => {
    expect(neighbour.statuses.length).toBeGreaterThan(100);
    expect(neighbour.refused).toBe(0);
  });

  it('a known good that does not start could not have brought the bad version back: the breaker’s rollback was off meanwhile', async () => {
    const updates = environment.cloud.endpoint.calls.filter((call) => call.operation === 'UpdateService');
    const breakers = updates
      .map(
        (call) =>
          call.input as {
            service: string;
            deploymentConfiguration?: { deploymentCircuitBreaker?: { rollback?: boolean } };
          },
      )
      .filter((input) => input.deploymentConfiguration !== undefined)
      .map((input) => [input.service, input.deploymentConfiguration?.deploymentCircuitBreaker?.rollback]);
    // Both at the same time, each off before it is on again.
    const of = (name: string) => breakers.flatMap(([service, on]) => (service === name ? [on] : []));
    expect([of('web'), of('worker'), breakers.length]).toEqual([[false, true], [false, true], 4]);
  });

  it('the quarantined database refuses the application’s writes', async () => {
    const server = environment.cloud.rds.serverOf('survey');
    const setting = await server?.query<{ value: string }>(
      "SELECT current_setting('default_transaction_read_only') AS value",
      [],
      'survey',
    );
    expect(setting?.[0]?.value).toBe('on');
  });

  it('the post-mortem has what AWS and the application have written: alarms, stopped tasks, lines of errors, what users got', async () => {
    const { cloud } = environment;
    const Bucket = cloud.deployment.outputs('KnownGood-sandbox')['DocumentsBucket'];
    const s3 = new S3Client({ ...environment.settings, forcePathStyle: true });
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'post-mortems/' }));
    const read = async (ending: string) => {
      const Key = Contents.find(({ Key: key }) => key?.endsWith(ending))?.Key;
      return (await (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString()) ?? '';
    };
    const text = await read('.md');
    expect(text).toMatch(/\| survey-5xx-rate \| \S+ → ALARM \|/);
    expect(text).toMatch(/\| web \| \d+ \| .* \| Scaling activity; app: exit code 0/);
    expect(text).toMatch(/\| \/survey\/web \| \d+ \| .* \| ERROR Cannot destructure property/);
    expect(text).toMatch(/Acessos com erro, entre os que chegaram à aplicação: no pior momento /);
    expect(await read('.html')).toContain('class="rate"');
    expect(JSON.parse(await read('.measures.json'))).toMatchObject({ evaluation: { text: '' } });
  });

  it('everybody was told, in the environment’s language', () => {
    // DevOps hears that a release begins, as the teams do.
    const topics = environment.cloud.sns.mailbox().filter(({ subject }) => subject.includes('Começa a liberação'));
    expect(new Set(topics.map(({ topic }) => topic.split('-').at(-1)))).toEqual(new Set(['devops', 'teams']));
    const subjects = environment.subjects().join('\n');
    for (const words of [
      'Começa a liberação da versão 2.0.0',
      'Rollback iniciado',
      'Estamos desfazendo a versão 2.0.0',
      'Rollback concluído',
      'A aplicação voltou',
    ]) {
      expect(subjects).toContain(words);
    }
  });
});

function watching(environment: Environment, arn: string): boolean {
  const release = environment.cloud.states.executions().find((execution) => execution.options.arn === arn);
  return (
    release?.history.events.some((event) => event.stateEnteredEventDetails?.name === STATES.watchTheAlarms) ?? false
  );
}
