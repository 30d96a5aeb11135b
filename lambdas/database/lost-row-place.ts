import { createReadStream, existsSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';

/** The two files of a table. The CSV is kept last: with it the table is complete. */
const ENDINGS = ['sql', 'csv'] as const;

/** Where tables are kept, each as `<name>.sql` and `<name>.csv`. */
export interface Place {
  /** Folder in which a table is written, as `<name>.<ending>.part`. */
  readonly folder: string;
  /** An earlier run has written it whole. */
  has(name: string): Promise<boolean>;
  /** Takes both files of a complete table. Null: they are kept; otherwise why they cannot be. */
  keep(name: string): Promise<string | null>;
}

/** The folder itself. */
export const inFolder = (folder: string): Place => ({
  folder,
  has: async (name) => existsSync(join(folder, `${name}.csv`)),
  async keep(name) {
    for (const ending of ENDINGS)
      await rename(join(folder, `${name}.${ending}.part`), join(folder, `${name}.${ending}`));
    return null;
  },
});

export interface InBucket {
  readonly s3: S3Client;
  readonly bucket: string;
  /** Ends with "/". */
  readonly prefix: string;
  /** For one table at a time: it is moved into the bucket. */
  readonly folder: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html: more takes an upload in parts. */
const LARGEST = 5 * 1024 ** 3;

/** A bucket: what a task writes outlives its disk. */
export const inBucket = ({ s3, bucket, prefix, folder }: InBucket): Place => ({
  folder,
  async has(name) {
    const Key = `${prefix}${name}.csv`;
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: Key, MaxKeys: 1 }));
    return Contents[0]?.Key === Key;
  },
  async keep(name) {
    const files = await Promise.all(
      ENDINGS.map(async (ending) => {
        const path = join(folder, `${name}.${ending}.part`);
        return { path, key: `${prefix}${name}.${ending}`, size: (await stat(path)).size };
      }),
    );
    const large = files.find(({ size }) => size > LARGEST);
    if (large === undefined)
      for (const { path, key, size } of files)
        await s3.send(
          new PutObjectCommand({ Bucket: bucket, Key: key, Body: createReadStream(path), ContentLength: size }),
        );
    // The disk of a task has room for the largest table, not for all.
    for (const { path } of files) await rm(path);
    return large === undefined
      ? null
      : `a file of ${(large.size / 1024 ** 3).toFixed(1)} GiB is larger than S3 takes at once (5 GiB): export it to a folder, with npm run lost-writes`;
  },
});
