import { WireError } from '../../../sandbox/kernel/wire-error.ts';
import { aws } from './aws.ts';

/** The bucket of documents: the newest of each key. */
export function documents(written: Map<string, string>): void {
  process.env['DOCUMENTS_BUCKET'] = 'documents';
  aws.on('s3', {
    PutObject: ({ Key = '', Body, IfNoneMatch }) => {
      if (IfNoneMatch === '*' && written.has(Key))
        throw new WireError('PreconditionFailed', 'It is there already', 412);
      written.set(Key, String(Body));
      return {};
    },
  });
}
