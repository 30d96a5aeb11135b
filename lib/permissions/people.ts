import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { VARIABLES } from '../../lambdas/model/variables.ts';
import { allow } from '../steps/step.ts';
import { type Grant, GrantGroup } from './grant.ts';

/** What people get: messages and documents. */
export class PeopleGrants extends GrantGroup {
  /** Publishing to audiences: their topics are encrypted, so the key through SNS as well. */
  tell(...topics: ITopic[]): Grant {
    return {
      permissions: [
        allow(
          ['sns:Publish'],
          topics.map((topic) => topic.topicArn),
        ),
        this.key('sns', 'Decrypt', 'GenerateDataKey'),
      ],
    };
  }

  /** Writing documents below one folder of the bucket; none can be read or deleted. */
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
