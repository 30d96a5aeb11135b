import type { SandboxKernel } from './kernel/sandbox-kernel.ts';
import type { ServiceModel } from './kernel/service.ts';
import type { PostgresHost } from './postgres/host.ts';
import { createAutoscaling } from './services/autoscaling/autoscaling.ts';
import { type Cloudformation, createCloudformation } from './services/cloudformation/cloudformation.ts';
import { type CloudWatch, createCloudwatch } from './services/cloudwatch/cloudwatch.ts';
import { createDynamodb } from './services/dynamodb/dynamodb.ts';
import { createEcr, type Ecr } from './services/ecr/ecr.ts';
import type { PushedImage } from './services/ecr/image.ts';
import { createEcs, type Ecs } from './services/ecs/ecs.ts';
import { createElb, type Elb } from './services/elb/elb.ts';
import { createEvents, type Events } from './services/events/events.ts';
import type { Iam } from './services/iam/iam.ts';
import { createKms } from './services/kms/kms.ts';
import { createFunctions, type Functions } from './services/lambda/functions.ts';
import { createLogs } from './services/logs/logs.ts';
import { createNetwork, type Network } from './services/network/network.ts';
import { createRds, type Rds } from './services/rds/rds.ts';
import { createS3, type S3 } from './services/s3/s3.ts';
import { createScheduler } from './services/scheduler/scheduler.ts';
import { createSecrets, type Secrets } from './services/secrets/secrets.ts';
import { createSns, type Sns } from './services/sns/sns.ts';
import { createSqs, type Sqs } from './services/sqs/sqs.ts';
import { createSsm, type Ssm } from './services/ssm/ssm.ts';
import { createStates, type States } from './services/states/states.ts';
import { createSts } from './services/sts/sts.ts';

/** The services that the console, the play and tests look into. */
export interface Services {
  readonly iam: Iam;
  readonly states: States;
  readonly functions: Functions;
  readonly rds: Rds;
  readonly ecr: Ecr;
  readonly ecs: Ecs;
  readonly elb: Elb;
  readonly sns: Sns;
  readonly sqs: Sqs;
  readonly s3: S3;
  readonly ssm: Ssm;
  readonly secrets: Secrets;
  readonly events: Events;
  readonly cloudwatch: CloudWatch;
  readonly cloudformation: Cloudformation;
  readonly network: Network;
}

export interface ServiceOptions {
  readonly iam: Iam;
  readonly postgres: PostgresHost;
  readonly images: readonly PushedImage[];
  /** E-mail addresses that have not confirmed their subscription. */
  readonly unconfirmed: readonly string[] | undefined;
}

/** Makes every service the sandbox plays. */
export function createServices(
  kernel: SandboxKernel,
  { iam, postgres, images, unconfirmed }: ServiceOptions,
): { readonly services: Services; readonly models: readonly ServiceModel[] } {
  const ecr = createEcr(kernel, images);
  const elb = createElb(kernel);
  const ecs = createEcs(kernel, ecr, elb);
  const network = createNetwork(kernel);
  const services: Services = {
    iam,
    elb,
    ecr,
    ecs,
    network,
    rds: createRds(kernel, postgres),
    cloudwatch: createCloudwatch(kernel),
    cloudformation: createCloudformation(kernel),
    events: createEvents(kernel),
    sns: createSns(kernel, unconfirmed),
    sqs: createSqs(kernel),
    s3: createS3(kernel),
    ssm: createSsm(kernel),
    secrets: createSecrets(kernel),
    states: createStates(kernel),
    functions: createFunctions(kernel, network.routes),
  };
  const { states, functions, events, cloudwatch, rds, sns, sqs, s3, ssm, secrets } = services;
  // In the order in which they end: what acts first, then what it acts on.
  const acting = [states, functions, events, cloudwatch, createScheduler(kernel), createAutoscaling(kernel, ecs)];
  const actedOn = [ecs, elb, ecr, rds, sns, sqs, s3, ssm, secrets, createDynamodb(kernel)];
  const models: ServiceModel[] = [
    ...acting,
    ...actedOn,
    services.cloudformation,
    createKms(kernel),
    createLogs(kernel, ecs),
    network,
    iam,
    createSts(kernel, iam),
  ];
  return { services, models };
}
