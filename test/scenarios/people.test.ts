import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeImagesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STATES } from '../../lambdas/model/state-names.ts';
import { Environment, factsOf } from './environment.ts';

/** What people ask for and decide, one thing after the other, in one environment. */
describe('people at the console', () => {
  let environment: Environment;
  beforeAll(async () => {
    environment = await Environment.start();
    await environment.ask('POST', '/surveys', { title: 'Aplicativo' });
  }, 90_000);
  afterAll(async () => environment.cloud.close(), 30_000);
  const open = { status: 'open', maintenance: null, stopped: 0 };
  const byHand = { reason: 'Dashboards answer 500', criterion: 'monitoring-feedback', requestedBy: 'Ana' };
  const restores = () =>
    environment.cloud.endpoint.calls.filter((call) => call.operation.startsWith('RestoreDB')).length;

  it('a rollback with nothing to go back to says so, and touches nothing', async () => {
    const before = environment.cloud.endpoint.calls.length;
    const ended = await environment.run('rollback', byHand);
    expect(ended.error).toBe('NothingToUndo');
    expect(factsOf(ended)).toMatchObject({ decision: 'notify-only' });
    expect(environment.changes(before)).toEqual([]);
    expect(await environment.status()).toEqual(open);
  }, 60_000);

  it('a release that a person stops: told both ways on, nothing moves by machine; a rollback by hand brings it back', async () => {
    const release = await environment.person.start('release', { version: '1.1.0', reason: 'Sprint 17' });
    await environment.entered(release, STATES.lookWhetherTheServicesAreSteady);
    await environment.person.stop(release);
    expect((await environment.person.ended(release)).status).toBe('ABORTED');
    await expect
      .poll(() => environment.subjects(), { timeout: 20_000 })
      .toContain('[sandbox] A liberação foi interrompida por uma pessoa');
    const mail = environment.cloud.sns.mailbox().find((m) => m.subject.includes('foi interrompida por uma pessoa'));
    expect(mail?.body).toMatch(
      /Nada se move por máquina\. Retomem a execução \(redrive\) ou iniciem o fluxo de rollback/,
    );
    expect(await environment.known('rollback')).toHaveLength(1);
    expect(await environment.status()).toMatchObject({ status: 'releasing' });
    const refused = await environment.run('release', { version: '1.1.0', reason: 'again' });
    expect(refused.cause).toMatch(/no longer runs: the release is unfinished\. Start a rollback, or redrive/);
    const back = await environment.run('rollback', byHand);
    expect(JSON.parse(back.output ?? '{}')).toMatchObject({ decision: 'services' });
    expect(await environment.version()).toBe('1.0.0');
    // A job that names the family alone would run the undone revision. A tag could be pushed anew: what ran is named by digest.
    const known = (await environment.taskDefinition('web'))?.containerDefinitions ?? [];
    const byDigest = await Promise.all(known.map(({ image = '' }) => digestOf(environment, image)));
    expect(await environment.imagesByFamily('web')).toEqual(byDigest);
    expect(await environment.status()).toEqual(open);
  }, 120_000);

  it('a release that a person stops and redrives ends good', async () => {
    const release = await environment.person.start('release', {
      version: '1.1.0',
      reason: 'Sprint 17',
      migration: 'compatible',
    });
    await environment.entered(release, STATES.lookWhetherTheServicesAreSteady);
    await environment.person.stop(release);
    expect((await environment.person.ended(release)).status).toBe('ABORTED');
    await environment.person.redrive(release);
    const ended = await environment.person.ended(release);
    expect(ended.status, ended.cause).toBe('SUCCEEDED');
    expect(await environment.version()).toBe('1.1.0');
    expect(await environment.status()).toEqual(open);
  }, 120_000);

  it('a dry run of a rollback says what would be decided, and touches nothing', async () => {
    const before = environment.cloud.endpoint.calls.length;
    const ended = await environment.run('rollback', { ...byHand, dryRun: true });
    expect(JSON.parse(ended.output ?? '{}')).toMatchObject({
      decision: 'services',
      because: [
        expect.stringContaining('1.1.0'),
        'a migração é compatível: a versão anterior funciona, e restaurar jogaria fora o que os usuários gravaram',
      ],
    });
    expect(environment.changes(before)).toEqual([]);
    expect(await environment.status()).toEqual(open);
  }, 30_000);

  it('a dry run of a rollback with the database names where it returns to, and what it would lose', async () => {
    const before = environment.cloud.endpoint.calls.length;
    const ended = await environment.run('rollback', { ...byHand, database: 'restore', dryRun: true });
    const answer = JSON.parse(ended.output ?? '{}');
    expect(answer).toMatchObject({
      target: {
        undoneVersion: '1.1.0',
        services: expect.arrayContaining([
          {
            name: 'web',
            taskDefinition: expect.stringMatching(/:1$/),
            images: { app: expect.any(String), collector: expect.any(String) },
          },
        ]),
        database: { identifier: 'survey', restorePoint: expect.any(String) },
      },
      lost: { known: true },
    });
    expect(answer.plan.join('; ')).toMatch(
      /pausar os agendamentos: regra survey-monthly-report, agendamento survey-weekly-digest; .*(?:gravações que seriam perdidas neste momento: \d|1 gravação seria perdida neste momento)/,
    );
    expect(environment.changes(before)).toEqual([]);
    expect(await environment.status()).toEqual(open);
  }, 30_000);

  it('an infrastructure release changes what it is told to, and leaves the image', async () => {
    const { ended, definition } = await infrastructure();
    expect(ended.status, ended.cause).toBe('SUCCEEDED');
    expect(definition).toMatchObject({ cpu: '512', memory: '1024' });
    expect(await environment.version()).toBe('1.1.0');
  }, 90_000);

  it('a second rollback while one runs is refused, naming it', async () => {
    const rollback = await environment.person.start('rollback', byHand);
    await environment.entered(rollback, 'Triage');
    const second = await environment.run('rollback', byHand);
    expect(second.error).toBe('RequestRefused');
    expect(second.cause).toMatch(/a rollback runs already: /);
    const answers = [
      await environment.run('rollback', { ...byHand, dryRun: true }),
      await environment.run('release', { version: '1.1.0', reason: 'what if?', dryRun: true }),
    ].map(({ output }) => JSON.parse(output ?? '{}') as { wouldRun: boolean; problems: string[] });
    expect(answers.map(({ wouldRun }) => wouldRun)).toEqual([false, false]);
    expect(answers[0]?.problems.join('; ')).toMatch(/já há um rollback em andamento: \S+ \(arn:\S+, desde /);
    expect(answers[1]?.problems.join('; ')).toMatch(
      /o ambiente está em rollback desde .*Ele fica livre quando esse rollback/,
    );
    const ended = await environment.person.ended(rollback);
    expect(JSON.parse(ended.output ?? '{}')).toMatchObject({ decision: 'services' });
    expect(await environment.version()).toBe('1.1.0');
  }, 90_000);

  it('two deliveries of one alarm start two rollbacks, and exactly one acts', async () => {
    const release = await environment.run('release', { version: '1.1.0', reason: 'to be rolled back' });
    expect(release.status, release.cause).toBe('SUCCEEDED');
    const known = await environment.known('rollback');
    environment.cloud.events.delivery = ({ source }) => (source === 'aws.cloudwatch' ? 'twice' : 'once');
    await environment.fire('survey-5xx-rate');
    await expect
      .poll(async () => (await environment.known('rollback')).length, { timeout: 30_000 })
      .toBe(known.length + 2);
    environment.cloud.events.delivery = () => 'once';
    const both = (await environment.known('rollback')).filter((arn) => !known.includes(arn));
    const ended = await Promise.all(both.map((arn) => environment.person.ended(arn)));
    const acted = ended.filter((one) => JSON.parse(one.output ?? '{}').decision === 'services');
    expect(acted, JSON.stringify(ended.map(({ status, cause }) => [status, cause]))).toHaveLength(1);
    // The other found a rollback in hand (told), or lost the race for the lock.
    const other = ended.find((one) => one !== acted[0]);
    expect([other?.status, other?.error ?? '']).toEqual(
      other?.status === 'FAILED' ? ['FAILED', 'LockBusy'] : ['SUCCEEDED', ''],
    );
    expect(await environment.status()).toEqual(open);
    await environment.calm('survey-5xx-rate');
  }, 120_000);

  it('a compatible release goes back by hand without a restore: nobody’s writes are thrown away', async () => {
    await environment.ask('POST', '/surveys/1/answers', { score: 9, comment: 'to 1.1.0' });
    const known = await environment.known('release');
    const release = await environment.run('release', { version: '1.1.0', reason: 'again', migration: 'compatible' });
    expect(release.status, release.cause).toBe('SUCCEEDED');
    expect(known.length).toBeGreaterThan(0);
    const ended = await environment.run('rollback', byHand);
    expect(JSON.parse(ended.output ?? '{}')).toMatchObject({ decision: 'services' });
    expect(restores()).toBe(0);
    expect(await environment.comments('survey')).toEqual(['to 1.1.0']);
  }, 120_000);

  it('returning to an older release undoes every release since', async () => {
    const [first] = (await environment.ledger('release#')).filter((record) => record['outcome'] === 'good');
    const good = await environment.run('release', { version: '1.1.0', reason: 'once more' });
    expect(good.status, good.cause).toBe('SUCCEEDED');
    const wrong = await environment.run('rollback', { ...byHand, to: '9.9.9' });
    expect(wrong.cause).toMatch(/"to" is "9\.9\.9"; expected the id or version of a release that ended well/);
    const ended = await environment.run('rollback', { ...byHand, to: String(first?.['id']) });
    expect(ended.status, ended.cause).toBe('SUCCEEDED');
    expect(await environment.status()).toEqual(open);
    const left = (await environment.ledger('release#')).filter((record) => record['outcome'] === 'good');
    expect(left.map((record) => record['id'])).toEqual([first?.['id']]);
  }, 120_000);

  it('an alarm long after the last release is told, and nothing is undone', async () => {
    const known = await environment.known('rollback');
    await environment.run('release', { version: '1.1.0', reason: 'the last' });
    // It ended three hours ago, as far as the ledger knows.
    await endedHoursAgo(environment, String((await environment.ledger('release#')).at(-1)?.['record']), 3);
    const before = environment.cloud.endpoint.calls.length;
    await environment.fire('survey-5xx-rate');
    const ended = await environment.person.ended(await environment.began('rollback', known));
    expect(ended.error).toBe('NothingToUndo');
    expect(factsOf(ended)).toMatchObject({ decision: 'notify-only' });
    expect(environment.changes(before)).toEqual([]);
    expect(environment.subjects().join('\n')).toContain('Sem rollback: nada foi desfeito');
  }, 90_000);

  async function infrastructure() {
    const ended = await environment.run('release', {
      version: '1.1.0',
      kind: 'infrastructure',
      reason: 'more memory for the dashboards',
      impact: 'twice the cost of web',
      plan: 'change cpu and memory, watch',
      services: { web: { cpu: '512', memory: '1024' } },
    });
    return { ended, definition: await environment.taskDefinition('web') };
  }
});

/** Lets a release have ended so long ago, in the ledger. */
async function endedHoursAgo({ settings, cloud }: Environment, record: string, hours: number): Promise<void> {
  await DynamoDBDocumentClient.from(new DynamoDBClient(settings)).send(
    new UpdateCommand({
      TableName: 'knowngood-sandbox',
      Key: { environment: 'sandbox', record },
      UpdateExpression: 'SET finishedAt = :then',
      ExpressionAttributeValues: { ':then': new Date(cloud.clock.now() - hours * 3_600_000).toISOString() },
    }),
  );
}

/** The same image of the account's registry, by its digest instead of its tag. */
async function digestOf({ settings, registry }: Environment, image: string): Promise<string> {
  const [repository = '', tag = ''] = image.slice(registry.length + 1).split(':');
  const asked = { repositoryName: repository, imageIds: [{ imageTag: tag }] };
  const { imageDetails } = await new ECRClient(settings).send(new DescribeImagesCommand(asked));
  return `${registry}/${repository}@${imageDetails?.[0]?.imageDigest}`;
}
