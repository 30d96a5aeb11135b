import {
  ApplicationAutoScalingClient,
  paginateDescribeScalableTargets,
} from '@aws-sdk/client-application-auto-scaling';
import { clientSettings } from '../../lambdas/aws/client-settings.ts';
import { inChunks } from '../../lambdas/step/in-parallel.ts';

/** Least and most tasks of the services that Application Auto Scaling scales. It takes fifty names a call. */
export async function scalingOf(
  cluster: string,
  services: readonly string[],
): Promise<Map<string, { readonly least: number; readonly most: number }>> {
  const client = new ApplicationAutoScalingClient(clientSettings);
  const found = new Map<string, { readonly least: number; readonly most: number }>();
  for (const some of inChunks(services, 50)) {
    const ResourceIds = some.map((name) => `service/${cluster}/${name}`);
    for await (const { ScalableTargets = [] } of paginateDescribeScalableTargets(
      { client },
      { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount', ResourceIds },
    ))
      for (const { ResourceId = '', MinCapacity = 0, MaxCapacity = 0 } of ScalableTargets)
        found.set(ResourceId.split('/').at(-1) ?? '', { least: MinCapacity, most: MaxCapacity });
  }
  return found;
}
