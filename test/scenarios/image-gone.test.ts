import { ECRClient, UpdateImageStorageClassCommand } from '@aws-sdk/client-ecr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STATES } from '../../lambdas/model/state-names.ts';
import { Environment, factsOf } from './environment.ts';

const REPOSITORY = 'survey-platform';

describe('a known good whose image is gone', () => {
  let environment: Environment;
  beforeAll(async () => {
    environment = await Environment.start();
    await environment.ask('POST', '/surveys', { title: 'Aplicativo' });
    await environment.ask('POST', '/surveys/1/answers', { score: 8, comment: 'before' });
  }, 90_000);
  afterAll(async () => environment.cloud.close(), 30_000);

  const calls = (name: string) => environment.cloud.endpoint.calls.filter(({ operation }) => operation === name).length;
  const archive = async (imageTag: string) => {
    const { endpointUrl: endpoint, kernel } = environment.cloud;
    const credentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };
    await new ECRClient({ endpoint, region: kernel.region, credentials }).send(
      new UpdateImageStorageClassCommand({
        ...{ repositoryName: REPOSITORY, imageId: { imageTag }, targetStorageClass: 'ARCHIVE' },
      }),
    );
  };
  /** The inputs that the newest message about a decision shows: restore, keep, reopen. */
  const shown = (): Record<string, unknown>[] =>
    (environment.cloud.sns.mailbox().findLast((m) => m.subject.includes('É preciso decidir'))?.body ?? '')
      .split('\n')
      .filter((line) => line.trim().startsWith('{'))
      .map((line) => JSON.parse(line));

  it('freezes before the database is touched, and names the image and what to decide', async () => {
    const known = await environment.known('rollback');
    const release = await environment.person.start('release', {
      ...{ version: '2.0.0', reason: 'Sprint 18', migration: 'breaking' },
    });
    await environment.entered(release, STATES.watchTheAlarms);
    await archive('1.0.0');
    await environment.fire('survey-5xx-rate');
    const ended = await environment.person.ended(await environment.began('rollback', known));
    expect([ended.status, ended.error]).toEqual(['FAILED', 'Frozen']);
    expect(factsOf(ended).because.join('; ')).toMatch(/o contêiner app do serviço web.*ARCHIVED/);
    expect(await environment.status()).toMatchObject({ status: 'frozen', stopped: 0 });
    expect(calls('RestoreDBInstanceFromDBSnapshot')).toBe(0);
    expect(shown()[0]).toMatchObject({ database: 'restore', images: { web: '…', worker: '…' } });
    await environment.calm('survey-5xx-rate');
  }, 120_000);

  it('refuses the message’s input while no image is named in it', async () => {
    const asked = await environment.run('decision', shown()[0]);
    expect(asked.error).toBe('RequestRefused');
    expect(asked.cause).toMatch(/"images\.web" is "…"; expected an image by tag or digest/);
  }, 30_000);

  it('freezes again on an image that is not there either', async () => {
    const image = `${environment.registry}/${REPOSITORY}:9.9.9`;
    const done = await environment.run('decision', { ...shown()[0], images: { web: image, worker: image } });
    expect(done.error).toBe('Frozen');
    expect(factsOf(done).because.join('; ')).toMatch(/:9\.9\.9: ECR has no such image/);
    expect(calls('RestoreDBInstanceFromDBSnapshot')).toBe(0);
  }, 60_000);

  it('goes back with the image that a person names, and with the database', async () => {
    const image = `${environment.registry}/${REPOSITORY}:1.1.0`;
    const done = await environment.run('decision', { ...shown()[0], images: { web: image, worker: image } });
    expect(done.status, done.cause).toBe('SUCCEEDED');
    expect(await environment.version()).toBe('1.1.0');
    const { restored } = JSON.parse(done.output ?? '{}') as { restored: string };
    expect(await environment.comments(restored)).toEqual(['before']);
    expect(await environment.status()).toEqual({ status: 'open', maintenance: null, stopped: 0 });
  }, 150_000);

  it('refuses a release while what runs could not be started again', async () => {
    await archive('1.1.0');
    const refused = await environment.run('release', { version: '2.0.0', reason: 'Sprint 19' });
    expect(refused.error).toBe('EnvironmentNotReady');
    expect(refused.cause).toMatch(
      /container "app" of service "web" runs .* could not start it again: its status is ARCHIVED/,
    );
  }, 60_000);
});
