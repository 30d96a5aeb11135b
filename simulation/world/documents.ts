import type { AccessCheck, Kernel, ServiceModel } from '../../sandbox/kernel/service.ts';

interface ObjectInput {
  readonly Bucket: string;
  readonly Key: string;
  readonly Body?: string | Uint8Array;
}

export interface DocumentsModel extends ServiceModel<object> {
  /** `<bucket>/<key>` -> every version of it, oldest first. */
  readonly objects: ReadonlyMap<string, readonly string[]>;
}

/** S3 in memory, as documents are written to it. */
export function createDocuments(_kernel: Kernel): DocumentsModel {
  const objects = new Map<string, string[]>();
  return {
    signingName: 's3',
    module: {},
    objects,
    access: {
      PutObject: (input: ObjectInput): AccessCheck[] => [
        { action: 's3:PutObject', resource: `arn:aws:s3:::${input.Bucket}/${input.Key}` },
      ],
    } as ServiceModel['access'],
    handlers: {
      PutObject({ Bucket, Key, Body = '' }: ObjectInput) {
        const at = `${Bucket}/${Key}`;
        const text = typeof Body === 'string' ? Body : Buffer.from(Body).toString('utf8');
        objects.set(at, [...(objects.get(at) ?? []), text]);
        return { VersionId: String(objects.get(at)?.length) };
      },
    } as object,
    resources: {
      'AWS::S3::Bucket': (properties, { generatedName }) => {
        const name: string = properties['BucketName'] ?? generatedName.slice(0, 63);
        return { ref: name, attributes: { Arn: `arn:aws:s3:::${name}`, DomainName: `${name}.s3.amazonaws.com` } };
      },
      'AWS::S3::BucketPolicy': (_properties, { generatedName }) => ({ ref: generatedName }),
    },
  };
}
