import type { AccessCheck, Call } from '../../sandbox/kernel/access.ts';
import type { Kernel } from '../../sandbox/kernel/kernel.ts';
import type { ServiceModel } from '../../sandbox/kernel/service.ts';
import { WireError } from '../../sandbox/kernel/wire-error.ts';
import { keyChecks } from '../../sandbox/services/kms/use.ts';

interface ObjectInput {
  readonly Bucket: string;
  readonly Key: string;
  readonly Body?: string | Uint8Array;
  readonly IfNoneMatch?: string;
}

export interface WorldS3 extends ServiceModel<object> {
  /** `<bucket>/<key>` -> every version of it, oldest first. */
  readonly objects: ReadonlyMap<string, readonly string[]>;
}

/** S3 in memory, as documents are written to it. */
export function createWorldS3(kernel: Kernel): WorldS3 {
  const objects = new Map<string, string[]>();
  /** Name -> ARN of the key. */
  const buckets = new Map<string, string | undefined>();
  return {
    signingName: 's3',
    module: {},
    objects,
    access: {
      PutObject: (input: ObjectInput, { principal: caller }: Call): AccessCheck[] => [
        { action: 's3:PutObject', resource: `arn:aws:s3:::${input.Bucket}/${input.Key}` },
        ...keyChecks(kernel, {
          key: buckets.get(input.Bucket),
          via: 's3',
          operations: ['GenerateDataKey'],
          bound: { 'aws:s3:arn': `arn:aws:s3:::${input.Bucket}` },
          caller,
        }),
      ],
    } as ServiceModel['access'],
    handlers: {
      PutObject({ Bucket, Key, Body = '', IfNoneMatch }: ObjectInput) {
        const at = `${Bucket}/${Key}`;
        if (IfNoneMatch === '*' && objects.has(at))
          throw new WireError(
            ...(['PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412] as const),
          );
        const text = typeof Body === 'string' ? Body : Buffer.from(Body).toString('utf8');
        objects.set(at, [...(objects.get(at) ?? []), text]);
        return { VersionId: String(objects.get(at)?.length) };
      },
    } as object,
    resources: {
      'AWS::S3::Bucket': (properties, { generatedName }) => {
        const name: string = properties['BucketName'] ?? generatedName.slice(0, 63);
        const [rule] = properties['BucketEncryption']?.ServerSideEncryptionConfiguration ?? [];
        buckets.set(name, rule?.ServerSideEncryptionByDefault?.KMSMasterKeyID);
        return { ref: name, attributes: { Arn: `arn:aws:s3:::${name}`, DomainName: `${name}.s3.amazonaws.com` } };
      },
      'AWS::S3::BucketPolicy': (properties, context) => {
        kernel.attachPolicy(`arn:aws:s3:::${properties['Bucket']}`, properties['PolicyDocument'], context);
        return { ref: context.generatedName };
      },
    },
  };
}
