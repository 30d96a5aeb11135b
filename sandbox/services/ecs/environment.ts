import type { ContainerDefinition, ContainerOverride } from '@aws-sdk/client-ecs';
import type { Kernel } from '../../kernel/kernel.ts';
import { readSecrets } from './secrets.ts';

export interface EnvironmentOf {
  readonly container: ContainerDefinition;
  readonly override: ContainerOverride | undefined;
  /** What the image was built with. */
  readonly image: Readonly<Record<string, string>>;
  readonly port: number | undefined;
  readonly taskRoleArn: string | undefined;
  readonly executionRoleArn: string | undefined;
}

/** The whole environment of a container's process: nothing of the sandbox's own reaches it. @throws StartFailure */
export async function containerEnvironment(kernel: Kernel, of: EnvironmentOf): Promise<Record<string, string>> {
  const pairs = [...(of.container.environment ?? []), ...(of.override?.environment ?? [])];
  const given = Object.fromEntries(pairs.map(({ name = '', value = '' }) => [name, value]));
  const secrets = await readSecrets(kernel, of.executionRoleArn, of.container.secrets ?? []);
  const role = of.taskRoleArn
    ? kernel.credentials(of.taskRoleArn, {
        service: 'ecs-tasks.amazonaws.com',
        sourceArn: `arn:aws:ecs:${kernel.region}:${kernel.account}:task/sandbox`,
      })
    : undefined;
  return {
    AWS_REGION: kernel.region,
    AWS_DEFAULT_REGION: kernel.region,
    AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE',
    ...of.image,
    ...given,
    ...secrets,
    AWS_ENDPOINT_URL: kernel.endpointUrl,
    ...(role
      ? {
          AWS_ACCESS_KEY_ID: role.accessKeyId,
          AWS_SECRET_ACCESS_KEY: role.secretAccessKey,
          AWS_SESSION_TOKEN: role.sessionToken,
        }
      : {}),
    // All tasks share the laptop's loopback: two cannot listen on the container's port.
    ...(of.port === undefined ? {} : { PORT: String(of.port) }),
  };
}
