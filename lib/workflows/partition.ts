import type { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { partitionOf } from '../configuration/partition.ts';

/**
 * Writes the partition, which the configured Region decides, where the CDK refers to it: thirty bytes less in each of hundreds of
 * states, and CloudFormation takes a million in a template.
 */
export function nameThePartition(state: LambdaInvoke, region: string): void {
  const rendered = state.toStateJson.bind(state);
  const Resource = `arn:${partitionOf(region)}:states:::lambda:invoke`;
  state.toStateJson = (language) => ({ ...rendered(language), Resource });
}
