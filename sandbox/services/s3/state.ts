import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { ObjectFacts } from '../../endpoint/s3-shapes.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { WireError } from '../../kernel/wire-error.ts';

interface Bucket {
  readonly createdAt: Date;
  /** ARN of the key of its default encryption. */
  readonly key: string | undefined;
}

const UNKNOWN_TYPE = 'binary/octet-stream';

/** Buckets as folders: a person can open what was written. The newest version of an object is the file. */
export class S3State {
  readonly kernel: Kernel;
  readonly buckets = new Map<string, Bucket>();
  /** Path -> when it was written, and its content type. */
  private readonly written = new Map<string, { readonly at: Date; readonly type: string }>();
  private readonly root: string;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    this.root = join(kernel.folder, 's3');
  }

  create(name: string, key: string | undefined): void {
    this.buckets.set(name, { createdAt: this.now(), key });
    mkdirSync(join(this.root, name), { recursive: true });
  }

  /** @throws WireError NoSuchBucket */
  folderOf(bucket: string): string {
    if (!this.buckets.has(bucket)) throw new WireError('NoSuchBucket', 'The specified bucket does not exist', 404);
    return join(this.root, bucket);
  }

  /** @throws WireError NoSuchBucket, InvalidArgument */
  pathOf(bucket: string, key: string): string {
    const folder = this.folderOf(bucket);
    const path = normalize(join(folder, key));
    if (`${path}/` !== `${folder}/` && !path.startsWith(`${folder}/`))
      throw new WireError('InvalidArgument', 'The key leads out of the bucket');
    return path;
  }

  /** Keys of every object, in no order. */
  keysOf(bucket: string): string[] {
    const folder = this.folderOf(bucket);
    const files = existsSync(folder) ? (readdirSync(folder, { recursive: true }) as string[]) : [];
    return files.filter((file) => statSync(join(folder, file)).isFile());
  }

  has(bucket: string, key: string): boolean {
    return existsSync(this.pathOf(bucket, key));
  }

  /** Gives the object's ETag. */
  write(bucket: string, key: string, body: Buffer, type: string | undefined): string {
    const path = this.pathOf(bucket, key);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, body);
    this.written.set(path, { at: this.now(), type: type ?? UNKNOWN_TYPE });
    return etag(body);
  }

  /** @throws WireError NoSuchBucket, NoSuchKey */
  read(bucket: string, key: string): { readonly body: Buffer; readonly facts: ObjectFacts } {
    const path = this.pathOf(bucket, key);
    if (!existsSync(path) || !statSync(path).isFile())
      throw new WireError('NoSuchKey', 'The specified key does not exist.', 404);
    const body = readFileSync(path);
    const { at, type } = this.written.get(path) ?? { at: this.now(), type: UNKNOWN_TYPE };
    return { body, facts: { ETag: etag(body), ContentLength: body.length, LastModified: at, ContentType: type } };
  }

  private now(): Date {
    return new Date(this.kernel.clock.now());
  }
}

const etag = (body: Buffer): string => `"${createHash('md5').update(body).digest('hex')}"`;
