import type { IncomingMessage } from 'node:http';
import { escapeXml } from './query.ts';

/** Wire form of S3, path style: `/<bucket>/<key>`; only the operations the sandbox's bucket model serves. */
export interface S3Request {
  readonly operation: 'PutObject' | 'GetObject' | 'HeadObject' | 'ListObjectsV2';
  readonly input: Record<string, unknown>;
}

export function readS3(request: IncomingMessage, body: Buffer): S3Request | undefined {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [bucket = '', ...rest] = url.pathname.slice(1).split('/').map(decodeURIComponent);
  const key = rest.join('/');
  if (key === '') {
    if (request.method !== 'GET' || url.searchParams.get('list-type') !== '2') return undefined;
    return { operation: 'ListObjectsV2', input: { Bucket: bucket, Prefix: url.searchParams.get('prefix') ?? '' } };
  }
  switch (request.method) {
    case 'PUT':
      return {
        operation: 'PutObject',
        input: { Bucket: bucket, Key: key, Body: payload(request, body), ContentType: request.headers['content-type'] },
      };
    case 'GET':
      return { operation: 'GetObject', input: { Bucket: bucket, Key: key } };
    case 'HEAD':
      return { operation: 'HeadObject', input: { Bucket: bucket, Key: key } };
    default:
      return undefined;
  }
}

export interface S3Answer {
  readonly headers: Record<string, string>;
  readonly body: Buffer | string;
}

interface ObjectOutput {
  readonly ETag?: string;
  readonly ContentType?: string;
  readonly ContentLength?: number;
  readonly VersionId?: string;
  readonly Body?: Buffer;
  readonly Contents?: readonly { Key?: string; Size?: number; LastModified?: Date; ETag?: string }[];
  readonly Name?: string;
  readonly Prefix?: string;
}

export function writeS3(operation: S3Request['operation'], output: object): S3Answer {
  const answer = output as ObjectOutput;
  const headers: Record<string, string> = {};
  if (answer.ETag !== undefined) headers['etag'] = answer.ETag;
  if (answer.VersionId !== undefined) headers['x-amz-version-id'] = answer.VersionId;
  if (answer.ContentType !== undefined) headers['content-type'] = answer.ContentType;
  if (operation === 'ListObjectsV2') {
    const contents = (answer.Contents ?? []).map(
      (o) =>
        `<Contents><Key>${escapeXml(o.Key ?? '')}</Key><Size>${o.Size ?? 0}</Size><LastModified>${(o.LastModified ?? new Date(0)).toISOString()}</LastModified><ETag>${escapeXml(o.ETag ?? '')}</ETag></Contents>`,
    );
    const body = `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${escapeXml(answer.Name ?? '')}</Name><KeyCount>${contents.length}</KeyCount><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`;
    return { headers: { 'content-type': 'application/xml' }, body };
  }
  if (operation === 'HeadObject')
    return { headers: { ...headers, 'content-length': String(answer.ContentLength ?? 0) }, body: '' };
  return { headers, body: answer.Body ?? '' };
}

export const writeS3Error = (code: string, message: string): string =>
  `<?xml version="1.0"?><Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error>`;

/** The SDK sends bodies in `aws-chunked` framing when it adds a trailing checksum: `<hex>[;…]\r\n<data>\r\n … 0\r\n`. */
function payload(request: IncomingMessage, body: Buffer): Buffer {
  if (!String(request.headers['content-encoding'] ?? '').includes('aws-chunked')) return body;
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.subarray(at, end).toString('ascii'), 16);
    if (end < 0 || !(size > 0)) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}
