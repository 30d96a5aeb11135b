import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { AccessCheck, Call } from '../../kernel/access.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Properties } from '../../kernel/resource.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { WireError } from '../../kernel/wire-error.ts';
import { keyChecks } from '../kms/use.ts';

interface ObjectInput {
  readonly Bucket: string;
  readonly Key: string;
  readonly Body?: Buffer;
  readonly ContentType?: string;
  readonly Prefix?: string;
  readonly Delimiter?: string;
  /** Lists what comes after this key. */
  readonly StartAfter?: string;
  readonly MaxKeys?: number;
}

/** Buckets as folders: a person can open what was written. Versions are numbered, the newest is the file. */
export interface S3 extends ServiceModel<object> {
  pathOf(bucket: string, key: string): string;
}

export function createS3(kernel: Kernel): S3 {
  const buckets = new Map<string, { readonly createdAt: Date; readonly key: string | undefined }>();
  /** Path -> when it was written and what it is said to be. */
  const written = new Map<string, { readonly at: Date; readonly type: string }>();
  const root = join(kernel.folder, 's3');
  const folderOf = (bucket: string): string => {
    if (!buckets.has(bucket)) throw new WireError('NoSuchBucket', 'The specified bucket does not exist', 404);
    return join(root, bucket);
  };
  const pathOf = (bucket: string, key: string): string => {
    const folder = folderOf(bucket);
    const path = normalize(join(folder, key));
    if (`${path}/` !== `${folder}/` && !path.startsWith(`${folder}/`))
      throw new WireError('InvalidArgument', 'The key leads out of the bucket');
    return path;
  };
  const existing = (bucket: string, key: string): string => {
    const path = pathOf(bucket, key);
    if (!existsSync(path) || !statSync(path).isFile())
      throw new WireError('NoSuchKey', 'The specified key does not exist.', 404);
    return path;
  };
  const facts = (path: string, body: Buffer) => {
    const { at, type } = written.get(path) ?? { at: new Date(kernel.clock.now()), type: 'binary/octet-stream' };
    return { ETag: etag(body), ContentLength: body.length, LastModified: at, ContentType: type };
  };
  const etag = (body: Buffer) => `"${createHash('md5').update(body).digest('hex')}"`;
  const object =
    (action: 'GetObject' | 'PutObject') =>
    (input: ObjectInput, { principal: caller }: Call): AccessCheck[] => [
      { action: `s3:${action}`, resource: `arn:aws:s3:::${input.Bucket}/${input.Key}` },
      ...keyChecks(kernel, {
        key: buckets.get(input.Bucket)?.key,
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
      HeadBucket: (input: ObjectInput) => [{ action: 's3:ListBucket', resource: `arn:aws:s3:::${input.Bucket}` }],
      GetBucketLocation: (input: ObjectInput) => [
        { action: 's3:GetBucketLocation', resource: `arn:aws:s3:::${input.Bucket}` },
      ],
      ListBuckets: () => [{ action: 's3:ListAllMyBuckets', resource: '*' }],
    } as ServiceModel['access'],
    handlers: {
      PutObject({ Bucket, Key, Body = Buffer.alloc(0), ContentType }: ObjectInput) {
        const path = pathOf(Bucket, Key);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, Body);
        written.set(path, { at: new Date(kernel.clock.now()), type: ContentType ?? 'binary/octet-stream' });
        return { ETag: etag(Body), VersionId: randomUUID() };
      },
      GetObject({ Bucket, Key }: ObjectInput) {
        const path = existing(Bucket, Key);
        const body = readFileSync(path);
        return { Body: body, ...facts(path, body) };
      },
      HeadObject({ Bucket, Key }: ObjectInput) {
        const path = existing(Bucket, Key);
        return facts(path, readFileSync(path));
      },
      ListBuckets: () => ({
        Buckets: [...buckets].map(([Name, { createdAt }]) => ({ Name, CreationDate: createdAt })),
      }),
      HeadBucket({ Bucket }: ObjectInput) {
        folderOf(Bucket);
        return {};
      },
      GetBucketLocation({ Bucket }: ObjectInput) {
        folderOf(Bucket);
        return { LocationConstraint: kernel.region };
      },
      ListObjectsV2({ Bucket, Prefix = '', Delimiter, StartAfter = '', MaxKeys = 1_000 }: ObjectInput) {
        const folder = folderOf(Bucket);
        const files = existsSync(folder) ? (readdirSync(folder, { recursive: true }) as string[]) : [];
        const keys = files.filter((file) => file.startsWith(Prefix) && statSync(join(folder, file)).isFile());
        const listed = rolledUp(keys, Prefix, Delimiter).filter(({ name }) => name > StartAfter);
        const page = listed.slice(0, MaxKeys);
        const last = page.at(-1);
        return {
          Name: Bucket,
          Prefix,
          Delimiter,
          Contents: page.flatMap(({ name, prefix }) => {
            if (prefix) return [];
            const path = join(folder, name);
            const { ETag, ContentLength, LastModified } = facts(path, readFileSync(path));
            return [{ Key: name, Size: ContentLength, LastModified, ETag }];
          }),
          CommonPrefixes: page.flatMap(({ name, prefix }) => (prefix ? [{ Prefix: name }] : [])),
          ...(last !== undefined && page.length < listed.length ? { NextContinuationToken: last.name } : {}),
        };
      },
    } as object,
    resources: {
      'AWS::S3::Bucket': (properties, { generatedName }) => {
        const name: string = properties['BucketName'] ?? generatedName.slice(0, 63);
        buckets.set(name, { createdAt: new Date(kernel.clock.now()), key: keyOf(properties) });
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

/** Keys in order; those with the delimiter after the prefix are one common prefix each. */
function rolledUp(keys: readonly string[], prefix: string, delimiter = ''): { name: string; prefix: boolean }[] {
  const found = new Map<string, boolean>();
  for (const key of keys) {
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    found.set(end < 0 ? key : key.slice(0, end + delimiter.length), end >= 0);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, isPrefix]) => ({ name, prefix: isPrefix }));
}
