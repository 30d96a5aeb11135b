import type { Cloud } from '../../sandbox/cloud.ts';
import { comments } from '../verdict.ts';

interface Instance {
  readonly DBInstanceIdentifier: string;
  readonly Endpoint?: { readonly Address: string; readonly Port: number };
}

async function instances({ kernel, iam }: Cloud): Promise<readonly Instance[]> {
  const found = (await kernel.call(iam.person, 'rds', 'DescribeDBInstances', {})) as {
    readonly DBInstances?: readonly Instance[];
  };
  return found.DBInstances ?? [];
}

/** The instance that the application's pointer leads to. */
export async function liveInstance(cloud: Cloud): Promise<string> {
  const pointer = cloud.ssm.valueOf('/survey/database/host');
  const live = (await instances(cloud)).find(({ Endpoint }) => `${Endpoint?.Address}:${Endpoint?.Port}` === pointer);
  if (live === undefined) throw new Error(`No database stands at ${pointer}, where the application is pointed.`);
  return live.DBInstanceIdentifier;
}

/** Comments of every answer in any database of the account. */
export async function commentsAnywhere(cloud: Cloud): Promise<ReadonlySet<string>> {
  const all = new Set<string>();
  for (const { DBInstanceIdentifier } of await instances(cloud))
    for (const comment of await comments(cloud, DBInstanceIdentifier)) all.add(comment);
  return all;
}
