import { escapeXml } from './query.ts';
import type { Received } from './received.ts';
import type { Answer } from './wire.ts';

/** Wire form of S3, path style: `/<bucket>/<key>`. An operation the bucket model does not serve is refused by its name. */
export interface S3Request {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export function readS3(request: Received, body: Buffer): S3Request {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [Bucket = '', ...rest] = url.pathname.slice(1).split('/').map(decodeURIComponent);
  const Key = rest.join('/');
  const operation = operationOf(request.method ?? '', Bucket, Key, url.searchParams);
  const given = (name: string) => url.searchParams.get(name) ?? undefined;
  switch (operation) {
    case 'ListObjectsV2':
      return {
        operation,
        input: {
          Bucket,
          Prefix: given('prefix'),
          Delimiter: given('delimiter'),
          StartAfter: given('continuation-token') ?? given('start-after'),
          MaxKeys: given('max-keys') === undefined ? undefined : Number(given('max-keys')),
        },
      };
    case 'PutObject':
      return {
        operation,
        input: { Bucket, Key, Body: payload(request, body), ContentType: request.headers['content-type'] },
      };
    default:
      return { operation, input: { Bucket, Key } };
  }
}

/** The operation's name from method, path and sub-resource. */
function operationOf(method: string, bucket: string, key: string, query: URLSearchParams): string {
  const about = [
    'uploads',
    'uploadId',
    'location',
    'versions',
    'versioning',
    'tagging',
    'acl',
    'policy',
    'delete',
  ].find((name) => query.has(name));
  if (about === 'uploads' || about === 'uploadId') return 'CreateMultipartUpload';
  if (about === 'location') return 'GetBucketLocation';
  if (about !== undefined) return `${method} ?${about}`;
  if (bucket === '') return 'ListBuckets';
  if (key === '')
    return (
      { GET: query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects', HEAD: 'HeadBucket' }[method] ??
      `${method} bucket`
    );
  return (
    { PUT: 'PutObject', GET: 'GetObject', HEAD: 'HeadObject', DELETE: 'DeleteObject' }[method] ?? `${method} object`
  );
}

interface S3Output {
  readonly ETag?: string;
  readonly ContentType?: string;
  readonly ContentLength?: number;
  readonly VersionId?: string;
  readonly LastModified?: Date;
  readonly Body?: Buffer;
  readonly Buckets?: readonly { Name: string; CreationDate: Date }[];
  readonly Contents?: readonly { Key: string; Size: number; LastModified: Date; ETag: string }[];
  readonly CommonPrefixes?: readonly { Prefix: string }[];
  readonly NextContinuationToken?: string;
  readonly Name?: string;
  readonly Prefix?: string;
  readonly Delimiter?: string;
  readonly LocationConstraint?: string;
}

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

export function writeS3(operation: string, output: object): Answer {
  const answer = output as S3Output;
  const xml = (root: string, ...inner: string[]): Answer => ({
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">${inner.join('')}</${root}>`,
  });
  switch (operation) {
    case 'ListBuckets':
      return xml(
        'ListAllMyBucketsResult',
        element('Owner', element('ID', 'sandbox')),
        element(
          'Buckets',
          ...(answer.Buckets ?? []).map((bucket) =>
            element('Bucket', text('Name', bucket.Name), text('CreationDate', bucket.CreationDate.toISOString())),
          ),
        ),
      );
    case 'GetBucketLocation':
      return {
        headers: { 'content-type': 'application/xml' },
        body: `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="${NAMESPACE}">${escapeXml(answer.LocationConstraint ?? '')}</LocationConstraint>`,
      };
    case 'ListObjectsV2':
      return xml(
        'ListBucketResult',
        text('Name', answer.Name),
        text('Prefix', answer.Prefix),
        text('Delimiter', answer.Delimiter),
        text('KeyCount', String((answer.Contents?.length ?? 0) + (answer.CommonPrefixes?.length ?? 0))),
        text('IsTruncated', String(answer.NextContinuationToken !== undefined)),
        text('NextContinuationToken', answer.NextContinuationToken),
        ...(answer.Contents ?? []).map((o) =>
          element(
            'Contents',
            text('Key', o.Key),
            text('LastModified', o.LastModified.toISOString()),
            text('ETag', o.ETag),
            text('Size', String(o.Size)),
            text('StorageClass', 'STANDARD'),
          ),
        ),
        ...(answer.CommonPrefixes ?? []).map(({ Prefix }) => element('CommonPrefixes', text('Prefix', Prefix))),
      );
    default: {
      const headers: Record<string, string> = {};
      if (answer.ETag !== undefined) headers['etag'] = answer.ETag;
      if (answer.VersionId !== undefined) headers['x-amz-version-id'] = answer.VersionId;
      if (answer.ContentType !== undefined) headers['content-type'] = answer.ContentType;
      if (answer.LastModified !== undefined) headers['last-modified'] = answer.LastModified.toUTCString();
      if (answer.ContentLength !== undefined) headers['content-length'] = String(answer.ContentLength);
      return { headers, body: answer.Body ?? '' };
    }
  }
}

const element = (name: string, ...inner: string[]): string => `<${name}>${inner.join('')}</${name}>`;
const text = (name: string, value: string | undefined): string =>
  value === undefined ? '' : element(name, escapeXml(value));

export const writeS3Error = (code: string, message: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error>`;

/** The SDK sends bodies in `aws-chunked` framing when it adds a trailing checksum: `<hex>[;…]\r\n<data>\r\n … 0\r\n`. */
function payload(request: Received, body: Buffer): Buffer {
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
