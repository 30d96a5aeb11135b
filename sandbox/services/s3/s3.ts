import type { Kernel } from '../../kernel/kernel.ts';
import { served } from '../../kernel/operation.ts';
import type { Properties } from '../../kernel/resource.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { bucketOperations } from './bucket-operations.ts';
import { objectOperations } from './object-operations.ts';
import { S3State } from './state.ts';

export interface S3 extends ServiceModel<object> {
  /** The file of an object. */
  pathOf(bucket: string, key: string): string;
}

export function createS3(kernel: Kernel): S3 {
  const state = new S3State(kernel);
  return {
    signingName: 's3',
    module: {},
    ...served<object>(bucketOperations(state), objectOperations(state)),
    pathOf: (bucket, key) => state.pathOf(bucket, key),
    resources: {
      'AWS::S3::Bucket': (properties, { generatedName }) => {
        const name: string = properties['BucketName'] ?? generatedName.slice(0, 63);
        state.create(name, keyOf(properties));
        return { ref: name, attributes: { Arn: `arn:aws:s3:::${name}`, DomainName: `${name}.s3.amazonaws.com` } };
      },
      'AWS::S3::BucketPolicy': (properties, context) => {
        kernel.attachPolicy(`arn:aws:s3:::${properties['Bucket']}`, properties['PolicyDocument'], context);
        return { ref: context.generatedName };
      },
    },
  };
}

/** Key of a bucket's default encryption. */
function keyOf(properties: Properties): string | undefined {
  const [rule] = properties['BucketEncryption']?.ServerSideEncryptionConfiguration ?? [];
  if (rule?.ServerSideEncryptionByDefault?.KMSMasterKeyID && rule.BucketKeyEnabled !== true)
    throw new Error('AWS::S3::Bucket: the sandbox models a customer key with BucketKeyEnabled alone');
  return rule?.ServerSideEncryptionByDefault?.KMSMasterKeyID;
}
