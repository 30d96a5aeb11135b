import * as v from 'valibot';
import { generated, keyArn, matching } from './values.ts';

/**
 * A task of ECS that exports lost rows into a bucket: started by a person, after a rollback. Left out: `knowngood lost-writes` does it
 * from a machine in the databases' network.
 */
export const lostWritesTask = v.strictObject({
  /** Made with the `Dockerfile` of docs/lost-writes.md. */
  image: matching(
    /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.[a-z.]+\/[a-z0-9][a-z0-9._/-]{1,255}(@sha256:[0-9a-f]{64}|:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})$/,
    'an image of ECR with its digest or tag, as 111122223333.dkr.ecr.sa-east-1.amazonaws.com/lost-writes@sha256:…',
  ),
  /** Of yours: rows of users go there, and who may read it and how long it keeps them is your decision. */
  bucket: generated(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket'),
  /** Customer key of that bucket; left out when it uses S3's own. */
  bucketKey: v.optional(keyArn),
});
