import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DescribeTasksCommand, ECSClient, RunTaskCommand } from '@aws-sdk/client-ecs';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import sandbox from '../../examples/survey-platform/environment.ts';
import { EXPORTS, LOST_WRITES_CONTAINER } from '../../lambdas/model/lost-writes-task.ts';
import { surveyImages } from '../../play/images.ts';
import { removeAtEnd } from '../../sandbox/processes/guard.ts';
import { assemblyWith } from './assembly-with.ts';
import { Environment } from './environment.ts';

const { buildExport } = (await import(fileURLToPath(new URL('../../cli/build.mjs', import.meta.url)))) as {
  buildExport: (outfile: string) => Promise<unknown>;
};
/** Of the account that builds it. */
const REGISTRY = `999988887777.dkr.ecr.${sandbox.region}.amazonaws.com`;
const BUCKET = 'survey-lost-writes';
const FAMILY = 'knowngood-sandbox-lost-writes';

/** The package's one file in a process of its own, as ECS starts it: with the task's role, and nothing else. */
describe('the task that exports lost rows', () => {
  let environment: Environment;
  let rollback: string;
  let ecs: ECSClient;
  let s3: S3Client;
  let command: string;

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'knowngood-lost-writes-'));
    removeAtEnd(folder);
    await buildExport(join(folder, 'lost-writes.cjs'));
    environment = await Environment.start({
      assembly: assemblyWith({
        database: { ...sandbox.database, lostWritesTask: { image: `${REGISTRY}/lost-writes:0.1.0`, bucket: BUCKET } },
      }),
      images: [
        ...surveyImages,
        {
          ...{ registry: REGISTRY, repository: 'lost-writes', tag: '0.1.0' },
          ...{ folder, environment: {}, command: ['node', 'lost-writes.cjs'] },
        },
      ],
    });
    const { s3: service, deployment } = environment.cloud;
    const context = { stackName: 'Team', logicalId: 'Lost', generatedName: BUCKET };
    await service.resources['AWS::S3::Bucket']?.({ BucketName: BUCKET }, context);
    [ecs, s3] = [new ECSClient(environment.settings), new S3Client(environment.settings)];
    const outputs = deployment.outputs('KnownGood-sandbox');
    command = Object.entries(outputs).find(([name]) => name.startsWith('LostWritesTaskCommand'))?.[1] ?? '';

    await environment.ask('POST', '/surveys', { title: 'Atendimento' });
    await environment.ask('POST', '/surveys/1/answers', { score: 7, comment: 'kept' });
    const released = await environment.run('release', {
      ...{ version: '1.1.0', reason: 'Sprint 17', migration: 'compatible' },
    });
    expect(released.status, released.cause).toBe('SUCCEEDED');
    const lost = await environment.ask('POST', '/surveys/1/answers', { score: 1, comment: 'lost, but for the export' });
    expect(lost.status, lost.body).toBeLessThan(300);
    const ended = await environment.run('rollback', {
      ...{ reason: 'Wrong answers', criterion: 'data-loss-or-exposure', database: 'restore' },
    });
    expect(ended.status, ended.cause).toBe('SUCCEEDED');
    rollback = (JSON.parse(ended.output ?? '{}') as { rollback: string }).rollback;
  }, 240_000);
  afterAll(async () => environment.cloud.close(), 30_000);

  /** Started by the command that the stack gives out. */
  async function run(variables: Readonly<Record<string, string>>): Promise<{ code: number; log: string }> {
    const word = (name: string) => new RegExp(`--${name} (\\S+)`).exec(command)?.[1];
    expect(word('task-definition')).toBe(FAMILY);
    const { tasks = [] } = await ecs.send(
      new RunTaskCommand({
        cluster: word('cluster'),
        taskDefinition: word('task-definition'),
        launchType: 'FARGATE',
        overrides: {
          containerOverrides: [
            {
              name: LOST_WRITES_CONTAINER,
              environment: Object.entries(variables).map(([name, value]) => ({ name, value })),
            },
          ],
        },
      }),
    );
    const taskArn = tasks[0]?.taskArn ?? '';
    const look = async () =>
      (await ecs.send(new DescribeTasksCommand({ cluster: word('cluster'), tasks: [taskArn] }))).tasks?.[0];
    await expect.poll(async () => (await look())?.lastStatus, { timeout: 60_000, interval: 100 }).toBe('STOPPED');
    const ended = await look();
    expect(ended?.stoppedReason).toMatch(/Essential container in task exited/);
    const file = environment.cloud.ecs.logFile(word('cluster') ?? '', taskArn) ?? '';
    return { code: ended?.containers?.[0]?.exitCode ?? -1, log: readFileSync(file, 'utf8') };
  }

  const keys = async () =>
    ((await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }))).Contents ?? []).map(({ Key = '' }) => Key);
  const text = async (name: string) =>
    (await (
      await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: `lost-writes/${rollback}/survey/${name}` }))
    ).Body?.transformToString()) ?? '';

  it('says what it lacks, and reads nothing', async () => {
    const { code, log } = await run({});
    expect([code, log]).toEqual([2, expect.stringMatching(/^ROLLBACK is missing: expected it in the environment/)]);
    const elsewhere = await run({ [EXPORTS.rollback]: '../other' });
    expect([elsewhere.code, elsewhere.log]).toEqual([2, expect.stringMatching(/^ROLLBACK is "\.\.\/other": expected/)]);
    const unknown = await run({ [EXPORTS.rollback]: '20261124141003-00000000' });
    expect([unknown.code, unknown.log]).toEqual([1, expect.stringMatching(/is not in the ledger of sandbox/)]);
    expect(await keys()).toEqual([]);
  }, 120_000);

  it('writes each table to the bucket, and tells where', async () => {
    const { code, log } = await run({ [EXPORTS.rollback]: rollback });
    expect(code, log).toBe(0);
    expect(log).toMatch(/^public\.answers: {"inserted":1,"updated":0,"conflict":0,"deleted":0}$/m);
    expect(log).toContain(`Written to s3://${BUCKET}/lost-writes/${rollback}/survey/\n`);
    expect(await text('public.answers.csv')).toMatch(/^"kind",.*\ninserted,.*"lost, but for the export"/);
    expect(await text('public.answers.sql')).toMatch(/^INSERT INTO "public"."answers" .* ON CONFLICT DO NOTHING;\n$/);
    expect(await text('public.answers.csv')).not.toContain('kept');
  }, 120_000);

  it('goes on where it was stopped: what is complete is left as it is', async () => {
    const before = environment.cloud.endpoint.calls.length;
    const { code, log } = await run({ [EXPORTS.rollback]: rollback });
    expect([code, log]).toEqual([0, expect.stringMatching(/^public\.answers: written before$/m)]);
    const writes = environment.cloud.endpoint.calls.slice(before).filter(({ operation }) => operation === 'PutObject');
    expect(writes.filter(({ principal }) => /lostwritestask/i.test(principal))).toEqual([]);
  }, 120_000);

  it('tells no password, and may neither write elsewhere nor read what it wrote', async () => {
    const { log } = await run({ [EXPORTS.rollback]: rollback });
    const { secrets, kernel } = environment.cloud;
    const used = environment.cloud.endpoint.calls.filter(({ principal }) => /lostwritestask/i.test(principal));
    expect(new Set(used.map(({ operation }) => operation))).toEqual(
      new Set(['GetItem', 'DescribeDBInstances', 'GetSecretValue', 'ListObjectsV2', 'PutObject']),
    );
    expect(used.filter(({ error }) => error !== undefined)).toEqual([]);
    const { password } = JSON.parse(secrets.valueOf(readSecretArn(environment)) ?? '{}') as { password: string };
    expect(password.length).toBeGreaterThan(3);
    expect(log).not.toContain(password);
    const role = { arn: used[0]?.principal ?? '' };
    const call = (operation: string, input: object) => kernel.call(role, 's3', operation, input);
    const denied = /not authorized to perform/;
    await expect(call('PutObject', { Bucket: BUCKET, Key: 'elsewhere/x', Body: Buffer.from('x') })).rejects.toThrow(
      denied,
    );
    await expect(
      call('GetObject', { Bucket: BUCKET, Key: `lost-writes/${rollback}/survey/public.answers.csv` }),
    ).rejects.toThrow(denied);
  }, 120_000);
});

/** ARN of the secret that the container is given. */
function readSecretArn({ cloud }: Environment): string {
  const machine = cloud.states.executions().find(({ options }) => options.machineArn.endsWith('-rollback'))?.options;
  return /"readConnection":\{"secret":"([^"]+)"/.exec(JSON.stringify(machine?.machine))?.[1] ?? '';
}
