import { isDeepStrictEqual } from 'node:util';
import {
  ClientException,
  DescribeTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs';
import { ecs } from './describe.ts';
import { registrable } from './register-task-definitions/revise.ts';

/** The latest ACTIVE revision of a family. */
interface Latest {
  readonly arn: string;
  /** It is just what was wanted: registering it once more would add nothing. */
  readonly equal: boolean;
}

/**
 * What the family's name alone means now: whoever names it (EventBridge targets, schedules, one-off jobs) runs its latest
 * ACTIVE revision (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html). Null: it has none.
 */
export async function latestOf(wanted: RegisterTaskDefinitionCommandInput): Promise<Latest | null> {
  try {
    const described = await ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: wanted.family, include: ['TAGS'] }),
    );
    const arn = described.taskDefinition?.taskDefinitionArn ?? '';
    return { arn, equal: isDeepStrictEqual(registrable(described), wanted) };
  } catch (error) {
    if (error instanceof ClientException) return null;
    throw error;
  }
}
