import * as sts from '@aws-sdk/client-sts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type Operations, served } from '../../kernel/operation.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import type { Iam } from '../iam/iam.ts';

const SHORTEST_SECONDS = 900;
/** A role's own limit, unless it is raised (API_AssumeRole.html). */
const LONGEST_SECONDS = 3_600;

/** Taking on a role, for whoever its trust policy and their own policies let (IAM's part: `evaluate`). */
export function createSts(kernel: Kernel, iam: Iam): ServiceModel<typeof sts> {
  const operations: Operations<typeof sts> = {
    AssumeRole: {
      access: ({ RoleArn = '' }) => [{ action: 'sts:AssumeRole', resource: RoleArn }],
      handle({ RoleArn = '', RoleSessionName = '', DurationSeconds = LONGEST_SECONDS }) {
        if (DurationSeconds < SHORTEST_SECONDS || DurationSeconds > LONGEST_SECONDS)
          throw Object.assign(
            new Error('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'),
            { name: 'ValidationError' },
          );
        const { accessKeyId, secretAccessKey, sessionToken } = iam.session(RoleArn, RoleSessionName);
        return {
          Credentials: {
            ...{ AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken },
            Expiration: new Date(kernel.clock.now() + DurationSeconds * 1_000),
          },
          AssumedRoleUser: {
            AssumedRoleId: `AROA:${RoleSessionName}`,
            Arn: `${RoleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${RoleSessionName}`,
          },
        };
      },
    },
  };
  return {
    signingName: 'sts',
    module: sts,
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    ...served(operations),
    resources: {},
  };
}
