import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ReleaseRecord } from '../model/ledger.ts';
import { documents } from './table.ts';

/** Whether another environment's ledger has a good release of this version. Table: `knowngood-<environment>`. */
export async function wasGood(environment: string, version: string): Promise<boolean> {
  let from: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: `knowngood-${environment}`,
        KeyConditionExpression: '#environment = :environment AND begins_with(#record, :prefix)',
        ExpressionAttributeNames: { '#environment': 'environment', '#record': 'record' },
        ExpressionAttributeValues: { ':environment': environment, ':prefix': 'release#' },
        ScanIndexForward: false,
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    const releases = (page.Items ?? []) as unknown as ReleaseRecord[];
    if (releases.some((release) => release.version === version && release.outcome === 'good')) return true;
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return false;
}
