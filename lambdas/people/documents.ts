import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { clientSettings } from '../aws/client-settings.ts';
import { VARIABLES } from '../model/variables.ts';
import { required } from '../step/required.ts';
import { asMarkdown } from './document/as-markdown.ts';
import { asPage } from './document/as-page.ts';
import type { Document } from './document/model.ts';

const s3 = new S3Client(clientSettings);

/**
 * Writes a document into the bucket, as Markdown to go on with and as a page to read, and returns the addresses `s3://…`. The same key
 * again makes the next version of it.
 * @param key without its ending
 */
export async function writeDocument(
  key: string,
  document: Document,
): Promise<{ readonly document: string; readonly page: string }> {
  const [markdown, page] = await Promise.all([
    put(`${key}.md`, asMarkdown(document), 'text/markdown; charset=utf-8'),
    put(`${key}.html`, asPage(document), 'text/html; charset=utf-8'),
  ]);
  return { document: markdown, page };
}

async function put(key: string, body: string, type: string): Promise<string> {
  const bucket = required(VARIABLES.documentsBucket);
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: type }));
  return `s3://${bucket}/${key}`;
}
