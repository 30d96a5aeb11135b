import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { clientSettings } from '../aws/client-settings.ts';
import { inParallel } from '../step/in-parallel.ts';

const cloudformation = new CloudFormationClient(clientSettings);

/** CloudFormation puts this tag on what a stack has made. */
const STACK_NAME = 'aws:cloudformation:stack-name';

/** A tag as ECS writes it, or as most services do. */
export interface Tag {
  readonly key?: string | undefined;
  readonly value?: string | undefined;
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** Name of the stack that has made something, by its tags, as ECS or as RDS writes them. */
export const stackOf = (tags: readonly Tag[] = []): string[] =>
  tags.filter((tag) => (tag.key ?? tag.Key) === STACK_NAME).flatMap((tag) => tag.value ?? tag.Value ?? []);

/** Stack -> its status; one that does not exist is absent. */
export async function stackStatuses(names: Iterable<string>): Promise<ReadonlyMap<string, string>> {
  const found = await inParallel([...new Set(names)], async (name) => {
    const status = (await stackByName(name))?.StackStatus;
    return status === undefined ? [] : [[name, status] as const];
  });
  return new Map(found.flat());
}

/**
 * By a name that no stack has CloudFormation answers with a ValidationError.
 * @param abortSignal ends the call, where nothing depends on its answer
 * @returns undefined: there is none
 */
export async function stackByName(StackName: string, abortSignal?: AbortSignal): Promise<Stack | undefined> {
  try {
    const { Stacks } = await cloudformation.send(
      new DescribeStacksCommand({ StackName }),
      abortSignal && { abortSignal },
    );
    return Stacks?.[0];
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'ValidationError' && message.includes('does not exist')) return undefined;
    throw error;
  }
}
