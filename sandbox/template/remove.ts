import type { ResourceRemover } from '../kernel/resource.ts';
import type { DeployedStack } from './stack.ts';

/** Their removal is that of what they belong to, or nothing here would notice it. */
const WITHOUT_REMOVAL: ReadonlySet<string> = new Set([
  ...['AWS::IAM::ManagedPolicy', 'AWS::Lambda::Permission'],
  ...['AWS::SNS::TopicPolicy', 'AWS::SNS::Subscription', 'AWS::SQS::QueuePolicy', 'AWS::S3::BucketPolicy'],
  ...['AWS::Logs::LogGroup', 'AWS::SecretsManager::Secret'],
]);

/**
 * Deletes a stack's resources, each before all it depends on: in the opposite order of their creation. What a deletion policy
 * retains stays.
 * @throws Error where a resource refuses: the stack is then DELETE_FAILED, and what depends on nothing deleted is as it was
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html)
 */
export async function removeStack(
  { refs, made, retained }: DeployedStack,
  removal: (type: string) => ResourceRemover | undefined,
): Promise<void> {
  for (const [logicalId, { type, properties, context }] of [...made].reverse()) {
    const created = refs.get(logicalId);
    if (retained.has(logicalId) || WITHOUT_REMOVAL.has(type) || created === undefined) continue;
    const remove = removal(type);
    if (remove === undefined)
      throw new Error(`${context.stackName}: the sandbox does not delete ${logicalId} (${type}).`);
    try {
      await remove(created, properties, context);
    } catch (error) {
      const { message } = error as Error;
      throw new Error(`${context.stackName}: ${logicalId} (${type}) DELETE_FAILED: ${message}`, { cause: error });
    }
  }
}
