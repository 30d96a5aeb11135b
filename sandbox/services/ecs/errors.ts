import * as ecs from '@aws-sdk/client-ecs';
import { WireError } from '../../kernel/wire-error.ts';

/** ECS's own refusals. */
export const refused = {
  client: (message: string) => new ecs.ClientException({ message, $metadata: {} }),
  parameter: (message: string) => new ecs.InvalidParameterException({ message, $metadata: {} }),
  noCluster: () => new ecs.ClusterNotFoundException({ message: 'Cluster not found.', $metadata: {} }),
  noService: () => new ecs.ServiceNotFoundException({ message: 'Service not found.', $metadata: {} }),
};

/** For whatever ECS does and the sandbox does not play: refused by name, never ignored. */
export const unmodelled = (what: string) =>
  new WireError('NotImplementedException', `the sandbox's ECS does not model ${what}`, 501);
