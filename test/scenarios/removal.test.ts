import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { STATES } from '../../lambdas/model/state-names.ts';
import { Environment } from './environment.ts';

const STACK = 'KnownGood-sandbox';
let environment: Environment;
beforeAll(async () => {
  environment = await Environment.start();
}, 90_000);
afterAll(async () => environment.cloud.close(), 30_000);

const stackStatus = async (): Promise<string | undefined> => {
  const { Stacks } = await new CloudFormationClient(environment.settings).send(
    new DescribeStacksCommand({ StackName: STACK }),
  );
  return Stacks?.[0]?.StackStatus;
};

it('the stack is not removed while a release runs: nothing is gone, and the release ends well', async () => {
  const release = await environment.person.start('release', { version: '1.1.0', reason: 'Sprint 17' });
  await environment.entered(release, STATES.watchTheAlarms);
  await expect(environment.cloud.deployment.remove(STACK)).rejects.toThrow(
    /RemovalGuard.* DELETE_FAILED: .*The control plane of sandbox is not removed: the environment is releasing .*; executions are running: knowngood-sandbox-release\//,
  );
  expect(await stackStatus()).toBe('DELETE_FAILED');
  // What docs/lifecycle.md warns of: it can only be deleted now.
  await expect(environment.cloud.deployment.update('cdk.out', STACK)).rejects.toThrow('can not be updated');
  const ended = await environment.person.ended(release);
  expect(ended.status, ended.cause).toBe('SUCCEEDED');
}, 120_000);

it('what the release has left running is published for the application’s own templates', async () => {
  const ssm = new SSMClient(environment.settings);
  const names = ['services/web/containers/app/image', 'services/web/task-definition', 'database/host'];
  const published = async () => {
    const { Parameters = [] } = await ssm.send(
      new GetParametersCommand({ Names: names.map((name) => `/knowngood/sandbox/${name}`) }),
    );
    return Object.fromEntries(
      Parameters.map(({ Name = '', Value }) => [Name.replace('/knowngood/sandbox/', ''), Value]),
    );
  };
  const running = (await environment.taskDefinition('web'))?.taskDefinitionArn;
  await expect.poll(published, { timeout: 60_000, interval: 500 }).toEqual({
    'services/web/containers/app/image': expect.stringMatching(/\/survey-platform@sha256:[0-9a-f]{64}$/),
    'services/web/task-definition': running,
    'database/host': (await environment.pointer()).split(':')[0],
  });
}, 90_000);

it('an open environment where nothing runs is let go; its ledger stays, and a new stack takes it up again', async () => {
  const { deployment } = environment.cloud;
  const releases = (await environment.ledger('release#')).length;
  await deployment.remove(STACK);
  await expect(stackStatus()).rejects.toThrow(`Stack with id ${STACK} does not exist`);
  await expect(environment.person.start('release', { version: '2.0.0', reason: 'Sprint 18' })).rejects.toThrow(
    'State Machine Does Not Exist',
  );
  expect(await environment.version()).toBe('1.1.0');
  expect(await environment.ledger('release#')).toHaveLength(releases);

  await expect(deployment.again(STACK, false)).rejects.toThrow("'knowngood-sandbox' already exists");
  await deployment.again(STACK, true);
  // The old stack's key still encrypts it, and the new functions may not use that one (docs/lifecycle.md).
  const { KeyArn } = deployment.outputs(STACK);
  await new DynamoDBClient(environment.settings).send(
    new UpdateTableCommand({
      TableName: 'knowngood-sandbox',
      SSESpecification: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId: KeyArn },
    }),
  );
  const next = await environment.run('release', { version: '2.0.0', reason: 'Sprint 18' });
  expect(next.status, next.cause).toBe('SUCCEEDED');
  // It returns to what the old control plane had found good.
  const records = await environment.ledger('release#');
  expect(records.at(-1)).toMatchObject({
    outcome: 'good',
    knownGood: { version: '1.1.0', verifiedBy: records.at(-2)?.['id'] },
  });
}, 120_000);
