import { randomUUID } from 'node:crypto';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { refuseUnmodelled } from '../../template/properties/refuse.ts';

/** Customer keys: an identity and a policy. They encrypt nothing on a laptop, but their policies decide who may use them. */
export function createKms(kernel: Kernel): ServiceModel<object> {
  const { account, region } = kernel;
  return {
    signingName: 'kms',
    module: {},
    handlers: {},
    access: {},
    resources: {
      'AWS::KMS::Key': (properties, context) => {
        refuseUnmodelled('AWS::KMS::Key', properties, [
          ...['KeyPolicy', 'Description', 'EnableKeyRotation', 'PendingWindowInDays', 'RotationPeriodInDays', 'Tags'],
        ]);
        const id = randomUUID();
        const arn = `arn:aws:kms:${region}:${account}:key/${id}`;
        kernel.attachPolicy(arn, properties['KeyPolicy'], context);
        return { ref: id, attributes: { KeyId: id, Arn: arn } };
      },
      'AWS::KMS::Alias': (properties) => ({ ref: properties['AliasName'] }),
    },
  };
}
