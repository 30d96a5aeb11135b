import type { Listed, Listing } from '../../endpoint/s3-shapes.ts';
import type { S3State } from './state.ts';

/** ListObjectsV2: one page of a bucket's keys and common prefixes. */
export function list(
  state: S3State,
  { Bucket, Prefix = '', Delimiter, StartAfter = '', MaxKeys = 1_000 }: Listing,
): Listed {
  const keys = state.keysOf(Bucket).filter((key) => key.startsWith(Prefix));
  const listed = rolledUp(keys, Prefix, Delimiter).filter(({ name }) => name > StartAfter);
  const page = listed.slice(0, MaxKeys);
  return {
    Name: Bucket,
    Prefix,
    Delimiter,
    Contents: page.flatMap(({ name, prefix }) => {
      if (prefix) return [];
      const { ETag, ContentLength, LastModified } = state.read(Bucket, name).facts;
      return [{ Key: name, Size: ContentLength, LastModified, ETag }];
    }),
    CommonPrefixes: page.flatMap(({ name, prefix }) => (prefix ? [{ Prefix: name }] : [])),
    NextContinuationToken: page.length < listed.length ? page.at(-1)?.name : undefined,
  };
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
