import type { Secret } from '@aws-sdk/client-ecs';
import type { Kernel } from '../../kernel/kernel.ts';

/** A task that cannot get what it needs to start; the message is its stoppedReason. */
export class StartFailure extends Error {}

/**
 * Reads a container's secrets as the ECS agent does: when the task starts, with the EXECUTION role. Later changes reach
 * nobody until a new task starts.
 * @throws StartFailure
 */
export async function readSecrets(
  kernel: Kernel,
  executionRoleArn: string | undefined,
  secrets: readonly Secret[],
): Promise<Record<string, string>> {
  if (secrets.length === 0) return {};
  if (!executionRoleArn) throw failure('the task definition has secrets and no execution role');
  const values = secrets.map(async ({ name = '', valueFrom = '' }) => {
    const read = valueFrom.startsWith('arn:aws:secretsmanager:') ? fromSecretsManager : fromParameterStore;
    return [name, await read(kernel, executionRoleArn, valueFrom)] as const;
  });
  return Object.fromEntries(await Promise.all(values));
}

type Read = (kernel: Kernel, role: string, valueFrom: string) => Promise<string>;

const fromParameterStore: Read = async (kernel, role, valueFrom) => {
  // `arn:aws:ssm:region:account:parameter/path/name`, or the bare name where the Region is the task's own.
  const name = valueFrom.startsWith('arn:') ? pathOf(valueFrom.split(':').slice(5).join(':')) : valueFrom;
  const answer = await call(kernel, role, 'ssm', 'GetParameters', { Names: [name], WithDecryption: true });
  const value = (answer as { Parameters?: { Value?: string }[] }).Parameters?.[0]?.Value;
  if (value === undefined) throw failure(`invalid parameters: ${name}`);
  return value;
};

/** `parameter/path/name` stands for `/path/name`, `parameter/name` for `name`. */
function pathOf(resource: string): string {
  const name = resource.slice('parameter/'.length);
  return name.includes('/') ? `/${name}` : name;
}

const fromSecretsManager: Read = async (kernel, role, valueFrom) => {
  // `<secret's arn of seven parts>:<json key>:<version stage>:<version id>`, the last three optional.
  const parts = valueFrom.split(':');
  const [jsonKey, stage, version] = parts.slice(7);
  const answer = await call(kernel, role, 'secretsmanager', 'GetSecretValue', {
    SecretId: parts.slice(0, 7).join(':'),
    ...(stage ? { VersionStage: stage } : {}),
    ...(version ? { VersionId: version } : {}),
  });
  const text = (answer as { SecretString?: string }).SecretString;
  if (text === undefined) throw failure(`${valueFrom} has no text`);
  if (!jsonKey) return text;
  const value: unknown = (JSON.parse(text) as Record<string, unknown>)[jsonKey];
  if (value === undefined) throw failure(`retrieved secret from Secrets Manager did not contain json key ${jsonKey}`);
  return String(value);
};

async function call(
  kernel: Kernel,
  role: string,
  service: string,
  operation: string,
  input: unknown,
): Promise<unknown> {
  try {
    return await kernel.call({ arn: role }, service, operation, input);
  } catch (error) {
    throw failure(`${operation}: ${error instanceof Error ? `${error.name}: ${error.message}` : error}`);
  }
}

function failure(why: string): StartFailure {
  return new StartFailure(`ResourceInitializationError: unable to pull secrets or registry auth: ${why}`);
}
