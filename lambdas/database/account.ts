import {
  type AccountQuota,
  type DBInstance,
  DescribeAccountAttributesCommand,
  DescribeDBEngineVersionsCommand,
  paginateDescribeDBProxies,
  paginateDescribeDBProxyTargets,
} from '@aws-sdk/client-rds';
import { rds } from './instances.ts';

/** Quotas of the account in this Region, and what is used of them. */
export async function accountQuotas(): Promise<readonly AccountQuota[]> {
  return (await rds.send(new DescribeAccountAttributesCommand({}))).AccountQuotas ?? [];
}

/** RDS makes new instances of this version: the list leaves out those that it has taken from sale. */
export async function isOffered(version: string): Promise<boolean> {
  const { DBEngineVersions = [] } = await rds.send(
    new DescribeDBEngineVersionsCommand({ Engine: 'postgres', EngineVersion: version }),
  );
  return DBEngineVersions.length > 0;
}

/** Names of the proxies that lead to an instance. */
export async function proxiesOf({ DBInstanceIdentifier }: DBInstance): Promise<string[]> {
  const found: string[] = [];
  for await (const { DBProxies = [] } of paginateDescribeDBProxies({ client: rds }, {}))
    for (const { DBProxyName = '' } of DBProxies) {
      if ((await targetsOf(DBProxyName)).includes(DBInstanceIdentifier)) found.push(DBProxyName);
    }
  return found;
}

async function targetsOf(DBProxyName: string): Promise<(string | undefined)[]> {
  const found: (string | undefined)[] = [];
  for await (const { Targets = [] } of paginateDescribeDBProxyTargets({ client: rds }, { DBProxyName }))
    found.push(...Targets.map(({ RdsResourceId }) => RdsResourceId));
  return found;
}
