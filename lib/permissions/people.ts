import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { MEASURES_ENDING, POST_MORTEMS } from '../../lambdas/model/measures.ts';
import { VARIABLES } from '../../lambdas/model/variables.ts';
import { allow } from '../steps/step.ts';
import { type Grant, GrantGroup } from './grant.ts';

/** Messages and documents for people. */
export class PeopleGrants extends GrantGroup {
  /** Publishing to audiences. Their topics are encrypted, so it needs the key through SNS as well. */
  tell(...topics: ITopic[]): Grant {
    const { runbook } = this.configuration;
    return {
      ...(runbook === undefined ? {} : { environment: { [VARIABLES.runbook]: runbook } }),
      permissions: [
        allow(
          ['sns:Publish'],
          topics.map((topic) => topic.topicArn),
        ),
        this.key('sns', 'Decrypt', 'GenerateDataKey'),
      ],
    };
  }

  /** Finding and reading what people have filled in beside post-mortems, and nothing else of the documents. */
  get readMeasures(): Grant {
    const { documents } = this.storage;
    return {
      environment: { [VARIABLES.documentsBucket]: documents.bucketName },
      permissions: [
        allow(['s3:ListBucket'], [documents.bucketArn], { StringEquals: { 's3:prefix': POST_MORTEMS } }),
        allow(['s3:GetObject'], [documents.arnForObjects(`${POST_MORTEMS}*${MEASURES_ENDING}`)]),
        this.key('s3', 'Decrypt'),
      ],
    };
  }

  /** Writing documents below one folder of the bucket, without reading or deleting. */
  writeDocuments(folder: 'changes' | 'post-mortems'): Grant {
    return {
      environment: { [VARIABLES.documentsBucket]: this.storage.documents.bucketName },
      permissions: [
        allow(['s3:PutObject'], [this.storage.documents.arnForObjects(`${folder}/*`)]),
        this.key('s3', 'GenerateDataKey'),
      ],
    };
  }
}
