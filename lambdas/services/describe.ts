import {
  type Deployment,
  DescribeServicesCommand,
  ECSClient,
  type Service as EcsService,
  type ServiceField,
} from '@aws-sdk/client-ecs';
import { clientSettings } from '../aws/client-settings.ts';

export const ecs = new ECSClient(clientSettings);

/** Services by name. A missing one is absent: ECS answers 200 with `failures`, not an error. At most 10 names a call. */
export async function describeServices(
  cluster: string,
  names: readonly string[],
  include?: readonly ServiceField[],
): Promise<Map<string, EcsService>> {
  const found = new Map<string, EcsService>();
  for (let from = 0; from < names.length; from += 10) {
    const { services } = await ecs.send(
      new DescribeServicesCommand({
        ...{ cluster, services: names.slice(from, from + 10) },
        ...(include && { include: [...include] }),
      }),
    );
    for (const service of services ?? []) {
      if (service.serviceName !== undefined && service.status !== 'INACTIVE') found.set(service.serviceName, service);
    }
  }
  return found;
}

/** The deployment ECS is moving to, or has completed. */
export const primary = (service: EcsService): Deployment | undefined =>
  service.deployments?.find((deployment) => deployment.status === 'PRIMARY');
