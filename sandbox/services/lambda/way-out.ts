import type { Kernel } from '../../kernel/kernel.ts';
import type { Properties } from '../../kernel/resource.ts';
import type { Routes } from '../network/routes.ts';

/** Services that functions call, by the prefix of their host names, as the SDK's variables name them. */
const SDK_NAMES: Readonly<Record<string, string>> = {
  ...{ dynamodb: 'DYNAMODB', ecs: 'ECS', rds: 'RDS', s3: 'S3', secretsmanager: 'SECRETS_MANAGER' },
  ...{ sns: 'SNS', ssm: 'SSM', states: 'SFN', monitoring: 'CLOUDWATCH', cloudformation: 'CLOUDFORMATION' },
};

/** Whether a function has its interfaces in a network of the account. Nothing it sends to another machine comes through here. */
export const inNetwork = (properties: Properties): boolean => properties['VpcConfig'] !== undefined;

/**
 * Where a function finds AWS. One in a network reaches the services that have a way; the others keep their own host, and what is
 * sent there is lost in silence.
 */
export function endpointVariables(kernel: Kernel, properties: Properties, routes: Routes): Record<string, string> {
  if (!inNetwork(properties)) return { AWS_ENDPOINT_URL: kernel.endpointUrl };
  const { SubnetIds: subnets = [], SecurityGroupIds: groups = [] } = properties['VpcConfig'];
  const services = Object.entries(SDK_NAMES).map(([service, name]) => [
    `AWS_ENDPOINT_URL_${name}`,
    routes.reaches(service, subnets, groups) ? kernel.endpointUrl : `https://${service}.${kernel.region}.amazonaws.com`,
  ]);
  return {
    ...(routes.out(subnets) ? { AWS_ENDPOINT_URL: kernel.endpointUrl } : {}),
    ...Object.fromEntries(services),
  };
}
