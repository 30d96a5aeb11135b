import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { domainOf } from '../configuration/partition.ts';
import type { EnvironmentConfiguration } from '../configuration/schema.ts';
import type { ControlPlaneProps, MigrationProps, ServiceProps } from './props.ts';

type Literal = EnvironmentConfiguration['services'][number];
interface Home {
  readonly account: string;
  readonly region: string;
}

/** @param path where it stands, for messages, as `services.0` */
export function serviceOf(one: ControlPlaneProps['services'][number], path: string, home: Home): Literal {
  if (!('service' in one)) return one;
  const { service, container, repository, kind, order } = one satisfies ServiceProps;
  const { taskRole, executionRole } = service.taskDefinition;
  const registry = registryOf(repository.env, home);
  return {
    name: service.serviceName,
    container: container ?? defaultContainer(service, path),
    repository: repository.repositoryName,
    ...(registry && { registry }),
    kind,
    ...(order !== undefined && { order }),
    taskRole: taskRole.roleName,
    executionRole: nameOf(executionRole, `${path}.service`),
  };
}

export function migrationOf(given: ControlPlaneProps['migration']): EnvironmentConfiguration['migration'] {
  if (typeof given.service === 'string') return given as EnvironmentConfiguration['migration'];
  const { service, container, command, logGroup } = given as MigrationProps;
  return {
    service: service.serviceName,
    container: container ?? defaultContainer(service, 'migration'),
    command,
    ...(logGroup && { logGroup: logGroup.logGroupName }),
  };
}

/** A repository as an image names it: with its registry's host. */
export const repositoryOf = (one: IRepository | string): string =>
  typeof one === 'string' ? one : `${hostOf(one.env)}/${one.repositoryName}`;

const hostOf = ({ account, region }: Home): string => `${account}.dkr.ecr.${region}.${domainOf(region)}`;

/** Undefined where the repository is of the environment's own account and Region. */
function registryOf(of: Home, { account, region }: Home): string | undefined {
  return of.account === account && of.region === region ? undefined : hostOf(of);
}

/** The container that a task definition has by default. @throws Error where it has none yet */
export function defaultContainer(
  { taskDefinition, node }: Pick<FargateService, 'taskDefinition' | 'node'>,
  path: string,
): string {
  const found = taskDefinition.defaultContainer?.containerName;
  if (found === undefined)
    throw new Error(
      `${path}.container: is missing, and the task definition of ${node.path} has no container yet; expected its name, or a task definition whose container is added before the control plane is made`,
    );
  return found;
}

function nameOf(role: IRole | undefined, path: string): string {
  if (role === undefined)
    throw new Error(
      `${path}: its task definition has no execution role; expected one, since a release registers its revisions with it. Call taskDefinition.obtainExecutionRole() before the control plane is made`,
    );
  return role.roleName;
}
