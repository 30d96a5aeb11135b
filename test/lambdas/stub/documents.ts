import { aws } from './aws.ts';

/** The bucket of documents: the newest of each key. */
export function documents(written: Map<string, string>): void {
  process.env['DOCUMENTS_BUCKET'] = 'documents';
  aws.on('s3', {
    PutObject: ({ Key = '', Body }) => {
      written.set(Key, String(Body));
      return {};
    },
  });
}
