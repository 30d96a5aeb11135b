import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { AccessCheck, Call, Kernel, Properties, ServiceModel } from '../kernel/service.ts';
import { WireError } from '../kernel/service.ts';
import { keyChecks } from '../kms/use.ts';

interface ObjectInput {
  readonly Bucket: string;
  readonly Key: string;
  readonly Body?: Buffer;
  readonly ContentType?: string;
  readonly Prefix?: string;
}

/** Buckets as folders: a person can open what was written. Versions are numbered, the newest is the file. */
export interface S3 extends ServiceModel<object> {
  pathOf(bucket: string, key: string): string;
}

export function createS3(kernel: Kernel): S3 {
  /** Name -> ARN of the key its objects are encrypted with. */
  const buckets = new Map<string, string | undefined>();
  const root = join(kernel.folder, 's3');
  const folderOf = (bucket: string): string => {
    if (!buckets.has(bucket)) throw new WireError('NoSuchBucket', 'The specified bucket does not exist', 404);
    return join(root, bucket);
  };
  const pathOf = (bucket: string, key: string): string => {
    const folder = folderOf(bucket);
    const path = normalize(join(folder, key));
    if (!path.startsWith(folder)) throw new WireError('InvalidArgument', 'The key leads out of the bucket');
    return path;
  };
  const existing = (bucket: string, key: string): string => {
    const path = pathOf(bucket, key);
    if (!existsSync(path)) throw new WireError('NoSuchKey', 'The specified key does not exist.', 404);
    return path;
  };
  const etag = (body: Buffer) => `"${createHash('md5').update(body).digest('hex')}"`;
  const object =
    (action: 'GetObject' | 'PutObject') =>
    (input: ObjectInput, { principal: caller }: Call): AccessCheck[] => [
      { action: `s3:${action}`, resource: `arn:aws:s3:::${input.Bucket}/${input.Key}` },
      ...keyChecks(kernel, {
        key: buckets.get(input.Bucket),
        via: 's3',
        operations: [action === 'PutObject' ? 'GenerateDataKey' : 'Decrypt'],
        // With a bucket key the data is bound to the bucket, not to the object.
        bound: { 'aws:s3:arn': `arn:aws:s3:::${input.Bucket}` },
        caller,
      }),
    ];

  return {
    signingName: 's3',
    module: {},
    pathOf,
    access: {
      PutObject: object('PutObject'),
      GetObject: object('GetObject'),
      HeadObject: object('GetObject'),
      ListObjectsV2: (input: ObjectInput) => [{ action: 's3:ListBucket', resource: `arn:aws:s3:::${input.Bucket}` }],
    } as ServiceModel['access'],
    handlers: {
      PutObject({ Bucket, Key, Body = Buffer.alloc(0) }: ObjectInput) {
        const path = pathOf(Bucket, Key);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, Body);
        return { ETag: etag(Body), VersionId: randomUUID() };
      },
      GetObject({ Bucket, Key }: ObjectInput) {
        const body = readFileSync(existing(Bucket, Key));
        return { Body: body, ETag: etag(body), ContentLength: body.length };
      },
      HeadObject({ Bucket, Key }: ObjectInput) {
        const body = readFileSync(existing(Bucket, Key));
        return { ETag: etag(body), ContentLength: body.length };
      },
      ListObjectsV2({ Bucket, Prefix = '' }: ObjectInput) {
        const folder = folderOf(Bucket);
        const files = existsSync(folder) ? (readdirSync(folder, { recursive: true }) as string[]) : [];
        const keys = files.filter((file) => file.startsWith(Prefix) && statSync(join(folder, file)).isFile()).sort();
        return {
          Name: Bucket,
          Contents: keys.map((Key) => ({
            Key,
            Size: statSync(join(folder, Key)).size,
            LastModified: new Date(kernel.clock.now()),
            ETag: etag(readFileSync(join(folder, Key))),
          })),
        };
      },
    } as object,
    resources: {
      'AWS::S3::Bucket': (properties, { generatedName }) => {
        const name: string = properties['BucketName'] ?? generatedName.slice(0, 63);
        buckets.set(name, keyOf(properties));
        mkdirSync(join(root, name), { recursive: true });
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
