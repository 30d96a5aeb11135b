import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { clientSettings } from '../aws/client-settings.ts';
import { VARIABLES } from '../model/variables.ts';
import { required } from '../step/required.ts';

const s3 = new S3Client(clientSettings);

/** Writes a Markdown document into the bucket and returns `s3://…`. The same key again makes the next version of it. */
export async function writeDocument(key: string, markdown: string): Promise<string> {
  const bucket = required(VARIABLES.documentsBucket);
  await s3.send(
    new PutObjectCommand({ Bucket: bucket, Key: key, Body: markdown, ContentType: 'text/markdown; charset=utf-8' }),
  );
  return `s3://${bucket}/${key}`;
}
