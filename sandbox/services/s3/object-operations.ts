import { randomUUID } from 'node:crypto';
import type { S3Shapes } from '../../endpoint/s3-shapes.ts';
import type { AccessCheck, Principal } from '../../kernel/access.ts';
import type { OperationsBy } from '../../kernel/operation.ts';
import { WireError } from '../../kernel/wire-error.ts';
import { keyChecks } from '../kms/use.ts';
import type { S3State } from './state.ts';

export const objectOperations = (state: S3State): OperationsBy<S3Shapes> => ({
  PutObject: {
    access: (at, { principal }) => onObject(state, 'PutObject', at, principal),
    handle({ Bucket, Key, Body, ContentType, IfNoneMatch }) {
      if (IfNoneMatch !== undefined && IfNoneMatch !== '*')
        throw new WireError(
          'NotImplemented',
          'A header you provided implies functionality that is not implemented',
          501,
        );
      if (IfNoneMatch === '*' && state.has(Bucket, Key))
        throw new WireError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
      return { ETag: state.write(Bucket, Key, Body, ContentType), VersionId: randomUUID() };
    },
  },

  GetObject: {
    access: (at, { principal }) => onObject(state, 'GetObject', at, principal),
    handle({ Bucket, Key }) {
      const { body, facts } = state.read(Bucket, Key);
      return { Body: body, ...facts };
    },
  },

  HeadObject: {
    // There is no action HeadObject: whoever may read an object may ask for its head.
    access: (at, { principal }) => onObject(state, 'GetObject', at, principal),
    handle: ({ Bucket, Key }) => state.read(Bucket, Key).facts,
  },
});

/** The checks of an action on an object, and of its use of the key of the object's bucket. */
function onObject(
  { kernel, buckets }: S3State,
  action: 'GetObject' | 'PutObject',
  { Bucket, Key }: { readonly Bucket: string; readonly Key: string },
  caller: Principal,
): readonly AccessCheck[] {
  return [
    { action: `s3:${action}`, resource: `arn:aws:s3:::${Bucket}/${Key}` },
    ...keyChecks(kernel, {
      key: buckets.get(Bucket)?.key,
      via: 's3',
      operations: [action === 'PutObject' ? 'GenerateDataKey' : 'Decrypt'],
      // With a bucket key the data is bound to the bucket, not to the object.
      bound: { 'aws:s3:arn': `arn:aws:s3:::${Bucket}` },
      caller,
    }),
  ];
}
