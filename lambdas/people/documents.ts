import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { clientSettings } from '../aws/client-settings.ts';
import { VARIABLES } from '../model/variables.ts';
import { required } from '../step/required.ts';
import { asMarkdown } from './document/as-markdown.ts';
import { asPage } from './document/as-page.ts';
import type { Document } from './document/model.ts';

const s3 = new S3Client(clientSettings);

/** There is one of that key already, or one is just being written. */
const TAKEN = new Set(['PreconditionFailed', 'ConditionalRequestConflict']);

export const addressOf = (key: string): string => `s3://${required(VARIABLES.documentsBucket)}/${key}`;

/**
 * Writes a document into the bucket, as Markdown to go on with and as a page to read, and returns the addresses `s3://…`. The same key
 * again makes the next version of it.
 * @param key without its ending
 */
export async function writeDocument(
  key: string,
  document: Document,
): Promise<{ readonly document: string; readonly page: string }> {
  await Promise.all([
    put(`${key}.md`, asMarkdown(document), 'text/markdown; charset=utf-8'),
    put(`${key}.html`, asPage(document), 'text/html; charset=utf-8'),
  ]);
  return { document: addressOf(`${key}.md`), page: addressOf(`${key}.html`) };
}

/**
 * Writes a file that people fill in, unless there is one: what they have written is theirs
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html).
 */
export async function writeOnce(key: string, body: string): Promise<void> {
  try {
    await put(key, body, 'application/json; charset=utf-8', { IfNoneMatch: '*' });
  } catch (error) {
    if (!TAKEN.has((error as Error).name)) throw error;
  }
}

async function put(key: string, Body: string, ContentType: string, only: { IfNoneMatch?: string } = {}): Promise<void> {
  const Bucket = required(VARIABLES.documentsBucket);
  await s3.send(new PutObjectCommand({ Bucket, Key: key, Body, ContentType, ...only }));
}

/** Keys of every document below a folder. */
export async function listDocuments(folder: string): Promise<string[]> {
  const keys: string[] = [];
  let next: string | undefined;
  do {
    const Bucket = required(VARIABLES.documentsBucket);
    const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: folder, ContinuationToken: next }));
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
    next = page.NextContinuationToken;
  } while (next !== undefined);
  return keys;
}

export async function readDocument(key: string): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: required(VARIABLES.documentsBucket), Key: key }));
  return (await Body?.transformToString()) ?? '';
}
