import * as logs from '@aws-sdk/client-cloudwatch-logs';
import type { Principal } from '../../kernel/access.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { served } from '../../kernel/operation.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { refuseUnmodelled } from '../../template/properties/refuse.ts';
import type { Ecs } from '../ecs/ecs.ts';
import { eventOperations } from './events.ts';

/** CloudWatch Logs must be allowed all of this before it takes a key for a log group. */
const KEY_OPERATIONS = ['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey', 'DescribeKey'];

/** Log groups of the template, and what tasks have logged. An encrypted one is refused unless the key's policy lets CloudWatch Logs use the key for it. */
export function createLogs(kernel: Kernel, ecs: Pick<Ecs, 'logOf' | 'logsIn'>): ServiceModel<typeof logs> {
  const { account, region } = kernel;
  return {
    signingName: 'logs',
    module: logs,
    ...served<typeof logs>(eventOperations(kernel, ecs)),
    resources: {
      'AWS::Logs::LogGroup': (properties, { generatedName }) => {
        refuseUnmodelled('AWS::Logs::LogGroup', properties, ['LogGroupName', 'RetentionInDays', 'KmsKeyId', 'Tags']);
        const name: string = properties['LogGroupName'] ?? generatedName;
        const arn = `arn:aws:logs:${region}:${account}:log-group:${name}`;
        if (properties['KmsKeyId'] !== undefined) {
          // The service's principal is a Region's own, and the key is used bound to the group.
          const service: Principal = {
            arn: `logs.${region}.amazonaws.com`,
            service: `logs.${region}.amazonaws.com`,
          };
          const context = { 'kms:EncryptionContext:aws:logs:arn': arn };
          for (const operation of KEY_OPERATIONS)
            kernel.authorize(service, { action: `kms:${operation}`, resource: properties['KmsKeyId'], context });
        }
        return { ref: name, attributes: { Arn: `${arn}:*` } };
      },
      'AWS::Logs::ResourcePolicy': (_properties, { generatedName }) => ({ ref: generatedName }),
    },
  };
}
