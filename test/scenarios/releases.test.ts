import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STATES } from '../../lambdas/model/state-names.ts';
import { Environment } from './environment.ts';
import { publishes } from './publishes.ts';
import { calledVersions, updatedAssembly } from './updated-assembly.ts';

/** One environment, release after release, as a team would live with it. */
describe('releases in the sandbox', () => {
  let environment: Environment;
  beforeAll(async () => {
    environment = await Environment.start();
    await environment.ask('POST', '/surveys', { title: 'Atendimento' });
  }, 90_000);
  afterAll(async () => environment.cloud.close(), 30_000);

  it.each([
    ['wrong JSON shape', { version: 5 }, 'RequestRefused', /"version" is 5/],
    [
      'an unknown service',
      { version: '1.1.0', reason: 'x', services: { api: {} } },
      'RequestRefused',
      /the service "api"/,
    ],
    ['an image nobody pushed', { version: '9.9.9', reason: 'x' }, 'EnvironmentNotReady', /ECR has no image .*:9\.9\.9/],
  ])(
    '%s fails with one message, touches nothing and leaves no lock',
    async (_what, input, error, told) => {
      const before = environment.cloud.endpoint.calls.length;
      const ended = await environment.run('release', input);
      expect(ended.status).toBe('FAILED');
      expect(ended.error).toBe(error);
      expect(ended.cause).toMatch(told);
      expect(environment.changes(before)).toEqual([]);
      expect((await environment.status()).status).toBe('open');
    },
    30_000,
  );

  it('a dry run says what would be done, and does nothing', async () => {
    const recorded = await environment.ledger('release#');
    const before = environment.cloud.endpoint.calls.length;
    const ended = await environment.run('release', {
      version: '1.1.0',
      reason: 'x',
      migration: 'compatible',
      dryRun: true,
    });
    expect(ended.status).toBe('SUCCEEDED');
    expect(JSON.parse(ended.output ?? '{}').plan).toContain(
      'registrar um ponto de restauração: um instante de survey, guardado pelos backups automáticos',
    );
    expect(JSON.parse(ended.output ?? '{}')).toMatchObject({ wouldRun: true, problems: [] });
    expect(environment.changes(before)).toEqual([]);
    expect((await environment.status()).status).toBe('open');
    expect(await environment.ledger('release#')).toEqual(recorded);
  }, 30_000);

  it('a dry run names every problem at once, and what it would do all the same', async () => {
    const before = environment.cloud.endpoint.calls.length;
    const services = {
      web: { cpu: '512', memory: '512', environment: { LOG_LEVEL: 'debug', ENABLE_NPS: 'yes' }, desiredCount: 3 },
      worker: {},
    };
    const ended = await environment.run('release', { version: '9.9.9', reason: 'x', services, dryRun: true });
    expect(ended.status, ended.cause).toBe('SUCCEEDED');
    const answer = JSON.parse(ended.output ?? '{}');
    expect(answer).toMatchObject({
      wouldRun: false,
      problems: [
        expect.stringMatching(/512 unidades de CPU e 512 MiB de memória, que o Fargate não oferece juntas/),
        expect.stringMatching(/serviço "web": o ECR não tem uma imagem .*:9\.9\.9/),
        expect.stringMatching(/serviço "worker": o ECR não tem uma imagem .*:9\.9\.9/),
      ],
      services: [
        {
          ...{ service: 'web', desiredCount: { from: 2, to: 3 } },
          ...{ cpu: { to: '512' }, memory: null, environment: { added: expect.arrayContaining(['ENABLE_NPS']) } },
        },
        { service: 'worker' },
      ],
    });
    expect(ended.output).not.toContain('debug');
    expect(environment.changes(before)).toEqual([]);
  }, 30_000);

  it('a release that is promoted takes the digests that run there, or is refused by what it finds there', async () => {
    const asked = { version: '1.1.0', reason: 'from homologation', promoteFrom: 'homologation', dryRun: true };
    const problems = async (more: object = {}): Promise<string[]> =>
      JSON.parse((await environment.run('release', { ...asked, ...more })).output ?? '{}').problems;
    expect(await problems()).toEqual([expect.stringMatching(/"homologation" não publica situação nem liberação/)]);
    await publishes(environment, 'homologation', { version: '1.1.0', outcome: 'unobserved' });
    expect(await problems()).toEqual([expect.stringMatching(/está no ar em "homologation" é unobserved lá/)]);
    const ended = await environment.run('release', { ...asked, despite: 'unobserved' });
    const answer = JSON.parse(ended.output ?? '{}');
    expect(answer).toMatchObject({
      wouldRun: true,
      warnings: expect.arrayContaining([expect.stringMatching(/é promovida de "homologation" embora/)]),
    });
    expect(answer.services[0].image.to).toMatch(/survey-platform@sha256:[0-9a-f]{64}$/);
  }, 60_000);

  it('a release is refused while a stack updates that has made a service, and touches nothing', async () => {
    const { cloudformation } = environment.cloud;
    const before = environment.cloud.endpoint.calls.length;
    cloudformation.put('SurveyPlatform', 'UPDATE_IN_PROGRESS');
    const ended = await environment.run('release', { version: '1.1.0', reason: 'beside cdk deploy' });
    cloudformation.put('SurveyPlatform', 'UPDATE_COMPLETE');
    expect(ended.error).toBe('EnvironmentNotReady');
    expect(ended.cause).toMatch(
      /the stack "SurveyPlatform" is UPDATE_IN_PROGRESS; expected none of the environment's to change/,
    );
    expect(environment.changes(before)).toEqual([]);
    expect((await environment.status()).status).toBe('open');
  }, 30_000);

  it('a good release, promoted by digest, moves every service, and a second one meanwhile is refused', async () => {
    const image = await publishes(environment, 'homologation', { version: '1.1.0', outcome: 'unobserved' });
    const arn = await environment.person.start('release', {
      ...{ version: '1.1.0', reason: 'Sprint 17', migration: 'compatible' },
      ...{ promoteFrom: 'homologation', despite: 'unobserved' },
    });
    await expect.poll(async () => (await environment.status()).status, { timeout: 15_000 }).toBe('releasing');
    const second = await environment.run('release', { version: '1.1.0', reason: 'too early' });
    expect(second.error).toBe('LockBusy');
    expect(second.cause).toMatch(/the environment is releasing since .*It is free when that release has ended/);
    const dry = await environment.run('release', { version: '1.1.0', reason: 'what if?', dryRun: true });
    expect(JSON.parse(dry.output ?? '{}')).toMatchObject({
      wouldRun: false,
      problems: expect.arrayContaining([expect.stringMatching(/o ambiente está em liberação desde .*Ele fica livre/)]),
    });
    const ended = await environment.person.ended(arn);
    expect(ended.status, ended.cause).toBe('SUCCEEDED');
    expect(await environment.version()).toBe('1.1.0');
    for (const service of ['web', 'worker'])
      expect((await environment.taskDefinition(service))?.containerDefinitions?.map((one) => one.image)).toContain(
        image,
      );
    const [record] = (await environment.ledger('release#')).filter(({ id }) =>
      arn.includes(String(id).split('-').at(-1) ?? '-'),
    );
    expect(JSON.stringify(record)).toContain('"promoteFrom":"homologation"');
    expect(JSON.stringify(record)).toContain('"despite":"unobserved"');
    expect(await environment.status()).toEqual({ status: 'open', maintenance: null, stopped: 0 });
    // DevOps hears it too, and no mail to the teams has JSON of a workflow.
    const told = environment.cloud.sns.mailbox().filter(({ subject }) => /versão 1\.1\.0 foi aprovada/.test(subject));
    expect(new Set(told.map(({ topic }) => topic.split('-').at(-1)))).toEqual(new Set(['devops', 'teams']));
    for (const { body, topic } of told) if (topic.endsWith('-teams')) expect(body).not.toMatch(/[{}]|arn:/);
  }, 90_000);

  it('without a way out of the subnets of its functions a release is refused, by the hosts that they call', async () => {
    const open = environment.cloud.network.routes.closeNat();
    try {
      const dry = await environment.run('release', { version: '1.1.0', reason: 'what if?', dryRun: true });
      const { wouldRun, problems } = JSON.parse(dry.output ?? '{}') as { wouldRun: boolean; problems: string[] };
      expect(wouldRun).toBe(false);
      expect(problems).toEqual([
        expect.stringMatching(
          /não há caminho para dynamodb\.sa-east-1\.amazonaws\.com:443, .*secretsmanager\.sa-east-1\.amazonaws\.com:443, .* \(sem resposta em 5 s\);/,
        ),
      ]);
      const ended = await environment.run('release', { version: '1.1.0', reason: 'no way out' });
      expect(ended.error).toBe('ServiceUnreachable');
      expect(ended.cause).toMatch(
        /^From the subnets of database\.connect there is no way to dynamodb\.sa-east-1\.amazonaws\.com:443, ecs\.sa/,
      );
      expect(await environment.status()).toEqual({ status: 'open', maintenance: null, stopped: 0 });
    } finally {
      open();
    }
  }, 120_000);

  it('a change record that cannot be written is told, and the release stays good', async () => {
    environment.cloud.endpoint.faults = (call) => (call.operation === 'PutObject' ? 'access-denied' : undefined);
    const ended = await environment.run('release', { version: '1.1.0', reason: 'again' });
    environment.cloud.endpoint.faults = () => undefined;
    expect(ended.status, ended.cause).toBe('SUCCEEDED');
    expect(environment.subjects()).toContain('[sandbox] O registro da mudança não pôde ser escrito');
    expect((await environment.status()).status).toBe('open');
  }, 90_000);

  it('a release that fails its checks goes back by itself, and says why with its own error', async () => {
    const pointer = await environment.pointer();
    const ended = await environment.run('release', {
      version: '1.1.0',
      reason: 'a wrong setting',
      services: { web: { environment: { DATABASE_NAME: 'nowhere' } } },
      affected: ['dashboards'],
    });
    expect(ended.error).toBe('ChecksFailed');
    expect(ended.cause).toMatch(/"surveys can be listed" \(GET \/surveys\): status 500; expected 200/);
    const [rollback] = await environment.executions('rollback');
    expect(rollback?.name).toMatch(/^release-/);
    const done = await environment.person.ended(rollback?.executionArn ?? '');
    expect(done.status, done.cause).toBe('SUCCEEDED');
    expect(JSON.parse(done.output ?? '{}').decision).toBe('services');
    expect((await environment.ask('GET', '/surveys')).status).toBe(200);
    expect(await environment.pointer()).toBe(pointer);
    expect(await environment.status()).toEqual({ status: 'open', maintenance: null, stopped: 0 });
  }, 120_000);

  it('a check that is a task decides by its exit code, in the release and in its rollback', async () => {
    const survey = JSON.parse((await environment.ask('POST', '/surveys', { title: 'Entrega' })).body) as { id: number };
    await environment.ask('POST', `/surveys/${survey.id}/answers`, { score: 9 });
    const affected = { affected: ['dashboards'] };
    const good = await environment.run('release', { version: '1.1.0', reason: 'checked by a task', ...affected });
    expect(good.status, good.cause).toBe('SUCCEEDED');
    expect(startedTasks(environment)).toBe(2);
    // Its summary is empty for surveys that had answers before it: the dashboard answers 500, and no request of a check sees it.
    const bad = await environment.run('release', {
      version: '2.0.0',
      reason: 'NPS',
      migration: 'breaking',
      ...affected,
    });
    expect(bad).toMatchObject({ status: 'FAILED', error: 'ChecksFailed' });
    expect(bad.cause).toMatch(
      /1 of 1 checks that are tasks failed: "the newest dashboard opens" \(a task of survey-web, container "app"\): app: exit code 1, .*EssentialContainerExited.*; expected exit code 0\. Its log \(.* of \/survey\/web\) ends: .*dashboard: status 500; expected 200/,
    );
    const [rollback] = await environment.executions('rollback');
    const done = await environment.person.ended(rollback?.executionArn ?? '');
    expect(done.status, done.cause).toBe('SUCCEEDED');
    expect(JSON.parse(done.output ?? '{}').decision).toBe('services-and-database');
    expect(startedTasks(environment)).toBe(4);
    expect(await environment.version()).toBe('1.1.0');
    expect((await environment.status()).status).toBe('open');
  }, 240_000);

  it('an update of the stack during a release: its execution goes on with the code it began with', async () => {
    const release = await environment.person.start('release', { version: '1.1.0', reason: 'during an update' });
    await environment.entered(release, STATES.announceTheRelease);
    const { folder, stack } = updatedAssembly('look-at-service');
    await environment.cloud.deployment.update(folder, stack);
    const ended = await environment.person.ended(release);
    expect(ended.status, ended.cause).toBe('SUCCEEDED');
    expect(calledVersions(environment, release, 'look-at-service')).toEqual(['1']);
    // Without published versions its next look would have called the new code, which takes another input.
    await expect(environment.cloud.functions.invoke('knowngood-sandbox-look-at-service', {})).resolves.toMatchObject({
      error: { errorType: 'AnotherContract' },
    });
    const next = await environment.person.start('release', { version: '1.1.0', reason: 'after the update' });
    expect(await environment.person.ended(next)).toMatchObject({ status: 'SUCCEEDED' });
    expect(calledVersions(environment, next, 'look-at-service')).toEqual(['2']);
  }, 120_000);

  it('nothing the control plane did was denied by its own policies', () => {
    expect(
      environment.cloud.endpoint.calls.filter(
        (call) => call.error?.startsWith('AccessDenied') && call.operation !== 'PutObject',
      ),
    ).toEqual([]);
  });
});

/** Tasks of checks that the control plane has asked ECS for: each once. */
const startedTasks = ({ cloud }: Environment): number =>
  cloud.endpoint.calls.filter(({ operation, principal }) => operation === 'RunTask' && principal.includes('check'))
    .length;
