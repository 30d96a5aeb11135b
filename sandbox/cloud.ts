import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Endpoint } from './endpoint/server.ts';
import { type Clock, ScaledClock } from './kernel/clock.ts';
import type { Kernel } from './kernel/kernel.ts';
import { SandboxKernel } from './kernel/sandbox-kernel.ts';
import type { ServiceModel } from './kernel/service.ts';
import { PostgresHost } from './postgres/host.ts';
import { removeAtEnd } from './processes/guard.ts';
import { createAutoscaling } from './services/autoscaling/autoscaling.ts';
import { type CloudWatch, createCloudwatch } from './services/cloudwatch/cloudwatch.ts';
import { createDynamodb } from './services/dynamodb/dynamodb.ts';
import { createEcr } from './services/ecr/ecr.ts';
import type { PushedImage } from './services/ecr/image.ts';
import { createEcs, type Ecs } from './services/ecs/ecs.ts';
import { createElb, type Elb } from './services/elb/elb.ts';
import { createEvents, type Events } from './services/events/events.ts';
import { createIam, type Iam } from './services/iam/iam.ts';
import { createInert } from './services/inert/inert.ts';
import { createKms } from './services/kms/kms.ts';
import { createFunctions, type Functions } from './services/lambda/functions.ts';
import { createLogs } from './services/logs/logs.ts';
import { createRds, type Rds } from './services/rds/rds.ts';
import { createS3, type S3 } from './services/s3/s3.ts';
import { createSecrets, type Secrets } from './services/secrets/secrets.ts';
import { createSns, type Sns } from './services/sns/sns.ts';
import { createSqs, type Sqs } from './services/sqs/sqs.ts';
import { createSsm, type Ssm } from './services/ssm/ssm.ts';
import { createStates, type States } from './services/states/states.ts';
import { type Deployment, deploy } from './template/deploy.ts';

export interface CloudOptions {
  /** Output of `npm run synth`. */
  readonly assembly: string;
  /** Virtual seconds per real second. */
  readonly factor?: number;
  /** Port of the AWS endpoint; 0 chooses a free one. */
  readonly port?: number;
  readonly images: readonly PushedImage[];
  /** Stacks to deploy; all when left out. */
  readonly stacks?: readonly string[];
  /** E-mail addresses that have not confirmed their subscription. */
  readonly unconfirmed?: readonly string[];
  readonly account?: string;
  readonly region?: string;
  onCreated?(stack: string, done: number, of: number): void;
}

/** The sandbox, deployed and running. */
export interface Cloud {
  readonly endpointUrl: string;
  readonly kernel: Kernel & { readonly lines: readonly string[] };
  readonly clock: Clock;
  readonly endpoint: Endpoint;
  readonly deployment: Deployment;
  readonly iam: Iam;
  readonly states: States;
  readonly functions: Functions;
  readonly rds: Rds;
  readonly ecs: Ecs;
  readonly elb: Elb;
  readonly sns: Sns;
  readonly sqs: Sqs;
  readonly s3: S3;
  readonly ssm: Ssm;
  readonly secrets: Secrets;
  readonly events: Events;
  readonly cloudwatch: CloudWatch;
  /** Ends everything the sandbox started and removes its folder. */
  close(): Promise<void>;
}

/** Deploys a cloud assembly on this machine. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { account = '111122223333', region = 'sa-east-1' } = options;
  const postgres = await PostgresHost.open();
  const folder = await mkdtemp(join(tmpdir(), 'knowngood-sandbox-'));
  removeAtEnd(folder);
  await chmod(folder, 0o755);
  const clock = new ScaledClock(options.factor ?? 30);
  const iam = createIam(account);
  const kernel = new SandboxKernel({ clock, account, region, folder, iam });

  const ecr = createEcr(kernel, options.images);
  const elb = createElb(kernel);
  const ecs = createEcs(kernel, ecr, elb);
  const rds = createRds(kernel, postgres);
  const cloudwatch = createCloudwatch(kernel);
  const events = createEvents(kernel);
  const sns = createSns(kernel, options.unconfirmed);
  const sqs = createSqs(kernel);
  const s3 = createS3(kernel);
  const ssm = createSsm(kernel);
  const secrets = createSecrets(kernel);
  const states = createStates(kernel);
  const functions = createFunctions(kernel);
  // In the order in which they end: what acts first, then what it acts on.
  const models: ServiceModel[] = [
    states,
    functions,
    events,
    cloudwatch,
    createAutoscaling(kernel, ecs),
    ecs,
    elb,
    ecr,
    rds,
    sns,
    sqs,
    s3,
    ssm,
    secrets,
    createDynamodb(kernel),
    createKms(kernel),
    createLogs(kernel),
    createInert(kernel),
    iam,
  ];
  for (const model of models) kernel.services.set(model.signingName, model);
  kernel.connect(
    (event) => events.publish(event),
    (measurement) => cloudwatch.measure(measurement),
  );

  const endpoint = new Endpoint({
    service: (name) => kernel.services.get(name),
    principal: (key) => iam.principal(key),
    call: (principal, service, operation, input) => kernel.run(principal, service, operation, input),
  });
  const close = async (): Promise<void> => {
    for (const model of models) await model.close?.();
    endpoint.close();
    await postgres.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    kernel.endpointUrl = await endpoint.listen(options.port ?? 0);
    const deployment = await deploy({
      folder: options.assembly,
      kernel,
      ...(options.stacks === undefined ? {} : { stacks: options.stacks }),
      ...(options.onCreated === undefined ? {} : { onCreated: options.onCreated }),
      provider: (type) => models.find((model) => type in model.resources)?.resources[type],
      dynamic: async (service, rest) => dynamicReference(service, rest, ssm, secrets),
    });
    iam.usage.endOfDeployment();
    return {
      endpointUrl: kernel.endpointUrl,
      kernel,
      clock,
      endpoint,
      deployment,
      iam,
      states,
      functions,
      rds,
      ecs,
      elb,
      sns,
      sqs,
      s3,
      ssm,
      secrets,
      events,
      cloudwatch,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** `{{resolve:ssm:<name>}}`, `{{resolve:secretsmanager:<arn>:SecretString:<field>::}}` */
function dynamicReference(service: string, rest: string, ssm: Ssm, secrets: Secrets): string {
  if (service === 'ssm') return ssm.valueOf(rest);
  const parts = /^(?<id>.*?):SecretString(?::(?<field>[^:]*))?(?::.*)?$/.exec(rest)?.groups;
  if (service !== 'secretsmanager' || parts?.['id'] === undefined)
    throw new Error(`The sandbox does not know the dynamic reference "${service}:${rest}".`);
  const value = secrets.valueOf(parts['id']);
  const field = parts['field'] ?? '';
  return field === '' ? value : String((JSON.parse(value) as Record<string, unknown>)[field]);
}
