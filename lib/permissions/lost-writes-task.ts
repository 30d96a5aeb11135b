import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LOST_WRITES_FOLDER } from '../../lambdas/model/lost-writes-task.ts';
import { partitionOf } from '../configuration/partition.ts';
import { resolve } from '../configuration/reference.ts';
import { allow } from '../steps/step.ts';
import { DatabaseGrants } from './database.ts';
import { LedgerGrants } from './ledger.ts';

/** What the task that exports lost rows may do, as its own role and as that which ECS starts it with. */
export class LostWritesTaskGrants extends DatabaseGrants {
  /** Reads the rollback, finds both instances, logs in as the role that can only read, and writes below one folder. */
  get export(): readonly PolicyStatement[] {
    const { lostWritesTask } = this.configuration.database;
    if (lostWritesTask === undefined) return [];
    const { bucket, bucketKey } = lostWritesTask;
    const arn = `arn:${partitionOf(this.configuration.region)}:s3:::${bucket}`;
    const ledger = new LedgerGrants(this.configuration, this.storage);
    return [
      ...ledger.read.permissions,
      allow(['rds:DescribeDBInstances'], this.arns.databases),
      ...this.sql('reader').permissions,
      // It looks which tables are there already, and reads none.
      allow(['s3:ListBucket'], [arn], { StringLike: { 's3:prefix': `${LOST_WRITES_FOLDER}/*` } }),
      allow(['s3:PutObject'], [`${arn}/${LOST_WRITES_FOLDER}/*`]),
      ...(bucketKey === undefined
        ? []
        : [
            allow(['kms:GenerateDataKey'], [resolve(bucketKey)], {
              StringEquals: { 'kms:ViaService': `s3.${this.configuration.region}.amazonaws.com` },
            }),
          ]),
    ];
  }

  /** ECS pulls the image with it. What it needs for the log, the log group grants. */
  get pull(): readonly PolicyStatement[] {
    const { lostWritesTask } = this.configuration.database;
    if (lostWritesTask === undefined) return [];
    return [
      // Has no resource level.
      allow(['ecr:GetAuthorizationToken'], ['*']),
      allow(
        ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        [this.arns.repositoryOf(lostWritesTask.image)],
      ),
    ];
  }
}
