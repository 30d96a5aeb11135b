import type { ContainerDefinition, Container as Description } from '@aws-sdk/client-ecs';
import type { Clock } from '../../kernel/clock.ts';
import type { Image } from '../ecr/image.ts';
import type { Container } from './host.ts';

/** stopTimeout where a container gives none. */
const STOP_TIMEOUT_SECONDS = 30;

/** A container of a task, before, while and after it runs. */
export interface Slot {
  readonly definition: ContainerDefinition;
  process: Container | undefined;
  image: Image | undefined;
  port: number | undefined;
}

/** A container as DescribeTasks gives it: no exit code if it never started. */
export function describeContainer(
  { definition, process, image }: Slot,
  taskArn: string,
  taskStopped: boolean,
): Description {
  const ended = taskStopped || process?.exitCode !== undefined;
  return {
    containerArn: `${taskArn.replace(':task/', ':container/')}/${definition.name}`,
    taskArn,
    name: definition.name,
    image: definition.image,
    lastStatus: ended ? 'STOPPED' : process ? 'RUNNING' : 'PENDING',
    ...(image ? { imageDigest: image.digest } : {}),
    ...(process ? { runtimeId: `${taskArn.slice(taskArn.lastIndexOf('/') + 1)}-${definition.name}` } : {}),
    ...(process?.exitCode === undefined ? {} : { exitCode: process.exitCode }),
  };
}

/** SIGTERM, and SIGKILL after the container's stopTimeout (virtual), or at once when `closing` is aborted. */
export async function endContainer({ process, definition }: Slot, clock: Clock, closing: AbortSignal): Promise<void> {
  if (!process || process.exitCode !== undefined) return;
  process.signal('SIGTERM');
  const done = new AbortController();
  clock
    .sleep((definition.stopTimeout ?? STOP_TIMEOUT_SECONDS) * 1000, AbortSignal.any([done.signal, closing]))
    .catch(() => {})
    .finally(() => process.signal('SIGKILL'));
  await process.ended;
  done.abort();
}
