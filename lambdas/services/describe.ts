import {
  type Deployment,
  DescribeServicesCommand,
  ECSClient,
  type Service as EcsService,
  type ServiceField,
} from '@aws-sdk/client-ecs';
import { clientSettings } from '../aws/client-settings.ts';
import { inChunks, inParallel } from '../step/in-parallel.ts';

export const ecs = new ECSClient(clientSettings);

/** Services by name. A missing one is absent: ECS answers 200 with `failures`, not an error. At most 10 names a call. */
export async function describeServices(
  cluster: string,
  names: readonly string[],
  include?: readonly ServiceField[],
): Promise<Map<string, EcsService>> {
  const described = await inParallel(inChunks(names, 10), (some) =>
    ecs.send(new DescribeServicesCommand({ cluster, services: some, ...(include && { include: [...include] }) })),
  );
  const found = new Map<string, EcsService>();
  for (const service of described.flatMap(({ services }) => services ?? []))
    if (service.serviceName !== undefined && service.status !== 'INACTIVE') found.set(service.serviceName, service);
  return found;
}

/** The deployment ECS is moving to, or has completed. */
export const primary = (service: EcsService): Deployment | undefined =>
  service.deployments?.find((deployment) => deployment.status === 'PRIMARY');
