import type { S3Shapes } from '../../endpoint/s3-shapes.ts';
import { type AccessCheck, onEverything } from '../../kernel/access.ts';
import type { OperationsBy } from '../../kernel/operation.ts';
import { list } from './list.ts';
import type { S3State } from './state.ts';

export const bucketOperations = (state: S3State): OperationsBy<S3Shapes> => ({
  ListBuckets: {
    access: onEverything('s3:ListAllMyBuckets'),
    handle: () => ({
      Buckets: [...state.buckets].map(([Name, { createdAt }]) => ({ Name, CreationDate: createdAt })),
    }),
  },

  HeadBucket: {
    access: ({ Bucket }) => [onBucket('ListBucket', Bucket)],
    handle({ Bucket }) {
      state.folderOf(Bucket);
      return {};
    },
  },

  GetBucketLocation: {
    access: ({ Bucket }) => [onBucket('GetBucketLocation', Bucket)],
    handle({ Bucket }) {
      state.folderOf(Bucket);
      return { LocationConstraint: state.kernel.region };
    },
  },

  ListObjectsV2: {
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html: a policy may bind it to a prefix.
    access: ({ Bucket, Prefix = '' }) => [{ ...onBucket('ListBucket', Bucket), context: { 's3:prefix': Prefix } }],
    handle: (listing) => list(state, listing),
  },
});

const onBucket = (action: string, bucket: string): AccessCheck => ({
  action: `s3:${action}`,
  resource: `arn:aws:s3:::${bucket}`,
});
