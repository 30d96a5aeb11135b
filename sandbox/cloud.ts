import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Endpoint } from './endpoint/server.ts';
import { ScaledClock } from './kernel/clock.ts';
import type { Kernel } from './kernel/kernel.ts';
import { SandboxKernel } from './kernel/sandbox-kernel.ts';
import type { ServiceModel } from './kernel/service.ts';
import { PostgresHost } from './postgres/host.ts';
import { removeAtEnd } from './processes/guard.ts';
import type { PushedImage } from './services/ecr/image.ts';
import { createIam, type Iam } from './services/iam/iam.ts';
import { confirmedBy } from './services/sns/confirmed-by.ts';
import { createServices, type Services } from './services.ts';
import { type Deployment, deploy } from './template/deploy.ts';
import { dynamicReference } from './template/dynamic-reference.ts';

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
export interface Cloud extends Services {
  readonly endpointUrl: string;
  readonly kernel: Kernel & { readonly lines: readonly string[] };
  readonly clock: ScaledClock;
  readonly endpoint: Endpoint;
  readonly deployment: Deployment;
  /** Ends everything the sandbox started and removes its folder. */
  close(): Promise<void>;
}

/** Deploys a cloud assembly on this machine. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { account = '111122223333', region = 'sa-east-1', images, unconfirmed } = options;
  const postgres = await PostgresHost.open();
  const folder = await mkdtemp(join(tmpdir(), 'knowngood-sandbox-'));
  removeAtEnd(folder);
  await chmod(folder, 0o755);
  const clock = new ScaledClock(options.factor ?? 30);
  const iam = createIam(account);
  const kernel = new SandboxKernel({ clock, account, region, folder, iam });
  const { services, models } = createServices(kernel, { iam, postgres, images, unconfirmed });
  for (const model of models) kernel.services.set(model.signingName, model);
  kernel.connect(
    (event) => services.events.publish(event),
    (measurement) => services.cloudwatch.measure(measurement),
  );
  const endpoint = endpointOf(kernel, iam, services);
  const close = async (): Promise<void> => {
    for (const model of models) await model.close?.();
    endpoint.close();
    await postgres.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    kernel.endpointUrl = await endpoint.listen(options.port ?? 0);
    // Whoever is subscribed by a stack clicks when it stands: what alarms say while it is made reaches nobody.
    services.sns.read(false);
    const deployment = await deployAll(options, kernel, services, models);
    services.sns.read(true);
    iam.usage.endOfDeployment();
    return { ...services, endpointUrl: kernel.endpointUrl, kernel, clock, endpoint, deployment, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const endpointOf = (kernel: SandboxKernel, iam: Iam, { sns, functions: { urls } }: Services): Endpoint =>
  new Endpoint({
    visit: (url) => confirmedBy(sns, url),
    functionUrl: (request, body, by) => (urls.isOne(request.url) ? urls.answer(request, body, by) : undefined),
    service: (name) => kernel.services.get(name),
    principal: (key) => iam.principal(key),
    call: (principal, service, operation, input) => kernel.run(principal, service, operation, input),
  });

function deployAll(
  { assembly, stacks, onCreated }: CloudOptions,
  kernel: Kernel,
  { ssm, secrets, cloudformation, ecr }: Services,
  models: readonly ServiceModel[],
): Promise<Deployment> {
  return deploy({
    folder: assembly,
    kernel,
    ...(stacks === undefined ? {} : { stacks }),
    publish: (image) => ecr.publish(image),
    onCreated(stack, done, of) {
      cloudformation.put(stack);
      onCreated?.(stack, done, of);
    },
    onRemoved: (stack, status) => cloudformation.put(stack, status),
    removal: (type) => models.find((model) => type in (model.removals ?? {}))?.removals?.[type],
    provider: (type) => models.find((model) => type in model.resources)?.resources[type],
    dynamic: async (service, rest) =>
      dynamicReference(service, rest, { parameter: (name) => ssm.valueOf(name), secret: (id) => secrets.valueOf(id) }),
  });
}
