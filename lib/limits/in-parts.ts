import { Token } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * Longest list of resources in one statement. A policy that grew too long for a role is split by the CDK, but only between
 * statements, and it merges none beyond 2,000 characters; a managed policy takes 6,144
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
 */
const LONGEST = 1_500;
/** As the CDK estimates an ARN that only a deployment knows. */
const UNKNOWN_ARN = 150;

/** A statement in as many as keep each short enough for a managed policy. */
export function inParts(statement: PolicyStatement): PolicyStatement[] {
  const parts: string[][] = [[]];
  let length = 0;
  for (const resource of statement.resources) {
    const more = Token.isUnresolved(resource) ? UNKNOWN_ARN : resource.length;
    if (length > 0 && length + more > LONGEST) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)?.push(resource);
    length += more;
  }
  return parts.length === 1 ? [statement] : parts.map((resources) => statement.copy({ resources }));
}
