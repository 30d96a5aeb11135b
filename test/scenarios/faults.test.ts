import { BatchDeleteImageCommand, ECRClient } from '@aws-sdk/client-ecr';
import { DeregisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STATES } from '../../lambdas/model/state-names.ts';
import { pause } from '../../play/person.ts';
import { Environment } from './environment.ts';

/** Real faults: killed servers, tasks that die, images that are gone, front doors that do not answer. Each ends well, or marked and told. */
describe('what breaks in earnest', () => {
  let environment: Environment;
  beforeAll(async () => {
    environment = await Environment.start();
    await environment.ask('POST', '/surveys', { title: 'Entrega' });
    await environment.ask('POST', '/surveys/1/answers', { score: 9, comment: 'kept' });
  }, 90_000);
  afterAll(async () => environment.cloud.close(), 30_000);
  const open = { status: 'open', maintenance: null, stopped: 0 };

  /** The rollback that a failed release starts, to its end. */
  async function wentBack(known: readonly string[], decision: string): Promise<void> {
    const ended = await environment.person.ended(await environment.began('rollback', known));
    expect(ended.status, ended.cause).toBe('SUCCEEDED');
    expect(JSON.parse(ended.output ?? '{}')).toMatchObject({ decision });
    expect(await environment.version()).toBe('1.0.0');
    expect(await environment.status()).toEqual(open);
  }

  it('a task that dies at its start: the circuit breaker gives up, and the release goes back', async () => {
    const known = await environment.known('rollback');
    const ended = await environment.run('release', {
      version: '1.1.0',
      reason: 'a version that is none',
      services: { web: { environment: { APP_VERSION: '0.0.0' } } },
    });
    expect(['DeploymentFailed', 'DeploymentReplaced']).toContain(ended.error);
    await wentBack(known, 'services');
  }, 180_000);

  it('an image that is gone when its task is to start', async () => {
    const known = await environment.known('rollback');
    const arn = await environment.person.start('release', { version: '1.1.0', reason: 'an image that expires' });
    await environment.entered(arn, STATES.recordTheKnownGood);
    const { endpointUrl: endpoint, kernel } = environment.cloud;
    const credentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };
    await new ECRClient({ endpoint, region: kernel.region, credentials }).send(
      new BatchDeleteImageCommand({ repositoryName: 'survey-platform', imageIds: [{ imageTag: '1.1.0' }] }),
    );
    const ended = await environment.person.ended(arn);
    expect(['DeploymentFailed', 'DeploymentReplaced']).toContain(ended.error);
    expect(ended.cause).toMatch(/CannotPull|unable to|failed to start|tasks/);
    await wentBack(known, 'services');
  }, 180_000);

  it('a task definition that the application’s own stack has deregistered meanwhile is registered anew, with the image that ran', async () => {
    const known = await environment.known('rollback');
    const before = (await environment.taskDefinition('web'))?.taskDefinitionArn ?? '';
    const arn = await environment.person.start('release', {
      version: '2.0.0',
      reason: 'a version that fails its checks',
      services: { web: { environment: { DATABASE_NAME: 'nowhere' } } },
    });
    await environment.entered(arn, STATES.switchTheServices);
    await environment.person.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: before }));
    expect((await environment.person.ended(arn)).error).toBe('ChecksFailed');
    await wentBack(known, 'services');
    const after = await environment.taskDefinition('web');
    expect(after?.taskDefinitionArn).not.toBe(before);
    expect(after?.status).toBe('ACTIVE');
    expect(after?.containerDefinitions?.[0]?.image).toMatch(/@sha256:/);
  }, 180_000);

  it('AWS out of reach for a while: the workflow waits, and ends well', async () => {
    const arn = await environment.person.start('release', {
      version: '2.0.0',
      reason: 'an outage',
      migration: 'breaking',
    });
    await environment.entered(arn, STATES.lookAtTheRestorePoint);
    const { endpoint, endpointUrl } = environment.cloud;
    endpoint.close();
    await pause(1_500);
    await endpoint.listen(Number(new URL(endpointUrl).port));
    await environment.entered(arn, STATES.watchTheAlarms);
    expect((await environment.ask('GET', '/health')).status).toBe(200);

    // And in the rollback: the load balancer answers nobody while maintenance mode is to be proven, then PostgreSQL is
    // killed while it is being restored.
    const known = await environment.known('rollback');
    const listener = environment.cloud.deployment.outputs('SurveyPlatform')['HttpListenerArn'] ?? '';
    await environment.fire('survey-5xx-rate');
    const rollback = await environment.began('rollback', known);
    await environment.entered(rollback, STATES.raiseMaintenanceModeForTheRollback);
    environment.cloud.elb.refuse(listener, true);
    await environment.entered(rollback, STATES.stopAllServices);
    environment.cloud.elb.refuse(listener, false);
    await environment.entered(rollback, STATES.lookAtTheRestoredDatabase);
    for (let n = 0; n < 1_200 && restoredServer()?.running !== true; n++) await pause(25);
    await restoredServer()?.kill();
    await pause(1_000);
    if (restoredServer()?.running === false) await restoredServer()?.start();
    const ended = await environment.person.ended(rollback);
    expect(ended.status, ended.cause).toBe('SUCCEEDED');
    const { restored } = JSON.parse(ended.output ?? '{}') as { restored: string };
    expect(await environment.comments(restored)).toEqual(['kept']);
    expect(await environment.version()).toBe('1.0.0');
    expect(await environment.status()).toEqual(open);
    expect(environment.subjects().join('\n')).toContain('Modo de manutenção não comprovado');
  }, 240_000);

  const restoredServer = () => {
    const names = environment.cloud.endpoint.calls
      .filter((call) => call.operation === 'RestoreDBInstanceFromDBSnapshot')
      .map((call) => (call.input as { DBInstanceIdentifier: string }).DBInstanceIdentifier);
    return environment.cloud.rds.serverOf(names.at(-1) ?? '');
  };
});
