import type { ServiceModel } from '../../sandbox/kernel/service.ts';
import { createAutoscaling } from '../../sandbox/services/autoscaling/autoscaling.ts';
import { type Cloudformation, createCloudformation } from '../../sandbox/services/cloudformation/cloudformation.ts';
import { type CloudWatch, createCloudwatch } from '../../sandbox/services/cloudwatch/cloudwatch.ts';
import { createDynamodb } from '../../sandbox/services/dynamodb/dynamodb.ts';
import type { Ecr } from '../../sandbox/services/ecr/ecr.ts';
import type { ContainerRun } from '../../sandbox/services/ecs/container.ts';
import { createEcs, type Ecs } from '../../sandbox/services/ecs/ecs.ts';
import type { Container } from '../../sandbox/services/ecs/host.ts';
import { createElb } from '../../sandbox/services/elb/elb.ts';
import type { Fabric } from '../../sandbox/services/elb/fabric.ts';
import { createEvents, type Events } from '../../sandbox/services/events/events.ts';
import type { Iam } from '../../sandbox/services/iam/iam.ts';
import { createKms } from '../../sandbox/services/kms/kms.ts';
import { createLogs } from '../../sandbox/services/logs/logs.ts';
import { createNetwork } from '../../sandbox/services/network/network.ts';
import { createRds } from '../../sandbox/services/rds/rds.ts';
import { createScheduler } from '../../sandbox/services/scheduler/scheduler.ts';
import { createSecrets, type Secrets } from '../../sandbox/services/secrets/secrets.ts';
import { createSqs } from '../../sandbox/services/sqs/sqs.ts';
import { createSsm, type Ssm } from '../../sandbox/services/ssm/ssm.ts';
import { createStates, type States } from '../../sandbox/services/states/states.ts';
import { createWorldEcr, type WorldEcr } from './ecr.ts';
import type { Host } from './invocation.ts';
import type { WorldKernel } from './kernel.ts';
import { createWorldLambda, type WorldLambda } from './lambda.ts';
import { Ledger } from './ledger.ts';
import type { MemoryPostgres } from './postgres.ts';
import { createWorldS3, type WorldS3 } from './s3.ts';
import { createWorldSns, type WorldSns } from './sns.ts';

const MINUTE = 60_000;
/** Shorter than the usual times, in the same order: a first backup still outlasts the rollback. */
const TIMINGS = { restoreMs: 3 * MINUTE, baselineBackupMs: 12 * MINUTE, snapshotMs: 2 * MINUTE };
const FIRST_TASK_PORT = 9_001;

/** What service models ask of the rest of a world. */
export interface Account extends Omit<Host, 'idle'> {
  readonly kernel: WorldKernel;
  readonly iam: Iam;
  readonly postgres: MemoryPostgres;
  readonly fabric: Fabric;
  run(container: ContainerRun): Container;
}

/** The services that somebody in a run looks at or reaches for; `all` has every one. */
export interface ServiceModels {
  readonly all: readonly ServiceModel[];
  readonly states: States;
  readonly ecs: Ecs;
  readonly images: WorldEcr;
  readonly ssm: Ssm;
  readonly secrets: Secrets;
  readonly events: Events;
  readonly cloudwatch: CloudWatch;
  readonly cloudformation: Cloudformation;
  readonly mail: WorldSns;
  readonly documents: WorldS3;
  readonly functions: WorldLambda;
  readonly ledger: Ledger;
}

/** The sandbox's service models on memory, and the few that the simulation has of its own. */
export function createServiceModels(account: Account): ServiceModels {
  const { kernel, iam } = account;
  const images = createWorldEcr(kernel);
  const elb = createElb(kernel, account.fabric);
  let port = FIRST_TASK_PORT;
  const ecs = createEcs(kernel, images as unknown as Ecr, elb, {
    port: async () => port++,
    logFile: () => '',
    read: () => 'migrating\n',
    run: (container) => account.run(container),
  });
  const rds = createRds(kernel, account.postgres.host, TIMINGS);
  const dynamodb = createDynamodb(kernel);
  const own = {
    cloudwatch: createCloudwatch(kernel),
    cloudformation: createCloudformation(kernel),
    events: createEvents(kernel),
    mail: createWorldSns(kernel),
    documents: createWorldS3(kernel),
    ssm: createSsm(kernel),
    secrets: createSecrets(kernel),
    states: createStates(kernel),
    functions: createWorldLambda(account),
  };
  const { states, functions, events, cloudwatch, mail, documents, ssm, secrets } = own;
  const all: unknown[] = [
    ...[
      states,
      functions,
      events,
      cloudwatch,
      createScheduler(kernel),
      createAutoscaling(kernel, ecs),
      ecs,
      elb,
      images,
      rds,
      mail,
    ],
    ...[createSqs(kernel), documents, ssm, secrets, dynamodb],
    ...[own.cloudformation, createKms(kernel), createLogs(kernel, ecs), createNetwork(kernel), iam],
  ];
  return { ...own, ecs, images, ledger: new Ledger(dynamodb as ServiceModel), all: all as ServiceModel[] };
}
