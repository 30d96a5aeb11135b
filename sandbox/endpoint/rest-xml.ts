import type { Answer } from './answer.ts';
import { escapeXml } from './query.ts';
import type { Received } from './received.ts';
import type { Listed, ObjectFacts, S3Shapes } from './s3-shapes.ts';

/** Wire form of S3, path style: `/<bucket>/<key>`. An operation the bucket model does not serve is refused by its name. */
export interface S3Request {
  readonly operation: string;
  readonly input: object;
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
        } satisfies S3Shapes['ListObjectsV2']['input'],
      };
    case 'PutObject':
      return {
        operation,
        input: {
          Bucket,
          Key,
          Body: payload(request, body),
          ContentType: request.headers['content-type'],
          IfNoneMatch: request.headers['if-none-match'],
        } satisfies S3Shapes['PutObject']['input'],
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

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

export function writeS3(operation: string, output: object): Answer {
  switch (operation) {
    case 'ListBuckets':
      return xml('ListAllMyBucketsResult', bucketList(output as S3Shapes['ListBuckets']['output']));
    case 'GetBucketLocation':
      return xml(
        'LocationConstraint',
        escapeXml((output as S3Shapes['GetBucketLocation']['output']).LocationConstraint),
      );
    case 'ListObjectsV2':
      return xml('ListBucketResult', objectList(output as S3Shapes['ListObjectsV2']['output']));
    default:
      return object(output);
  }
}

const xml = (root: string, inner: string): Answer => ({
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">${inner}</${root}>`,
});

function bucketList({ Buckets }: S3Shapes['ListBuckets']['output']): string {
  const buckets = Buckets.map(({ Name, CreationDate }) =>
    element('Bucket', text('Name', Name), text('CreationDate', CreationDate.toISOString())),
  );
  return element('Owner', element('ID', 'sandbox')) + element('Buckets', ...buckets);
}

function objectList(listed: Listed): string {
  const { Contents, CommonPrefixes, NextContinuationToken } = listed;
  return [
    text('Name', listed.Name),
    text('Prefix', listed.Prefix),
    text('Delimiter', listed.Delimiter),
    text('KeyCount', String(Contents.length + CommonPrefixes.length)),
    text('IsTruncated', String(NextContinuationToken !== undefined)),
    text('NextContinuationToken', NextContinuationToken),
    ...Contents.map(({ Key, LastModified, ETag, Size }) =>
      element(
        'Contents',
        text('Key', Key),
        text('LastModified', LastModified.toISOString()),
        text('ETag', ETag),
        text('Size', String(Size)),
        text('StorageClass', 'STANDARD'),
      ),
    ),
    ...CommonPrefixes.map(({ Prefix }) => element('CommonPrefixes', text('Prefix', Prefix))),
  ].join('');
}

/** The facts of an object are headers; a bucket has none. */
function object(facts: Partial<ObjectFacts & { readonly VersionId: string; readonly Body: Buffer }>): Answer {
  const headers: Record<string, string> = {};
  if (facts.ETag !== undefined) headers['etag'] = facts.ETag;
  if (facts.VersionId !== undefined) headers['x-amz-version-id'] = facts.VersionId;
  if (facts.ContentType !== undefined) headers['content-type'] = facts.ContentType;
  if (facts.LastModified !== undefined) headers['last-modified'] = facts.LastModified.toUTCString();
  if (facts.ContentLength !== undefined) headers['content-length'] = String(facts.ContentLength);
  return { headers, body: facts.Body ?? '' };
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
