import { CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { DescribeTaskDefinitionCommand, paginateListClusters, paginateListServices } from '@aws-sdk/client-ecs';
import { type DBProxy, paginateDescribeDBProxies } from '@aws-sdk/client-rds';
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { clientSettings } from '../../lambdas/aws/client-settings.ts';
import { allInstances, rds } from '../../lambdas/database/instances.ts';
import { describeServices, ecs, primary } from '../../lambdas/services/describe.ts';
import { inChunks, inParallel } from '../../lambdas/step/in-parallel.ts';
import { isDenied } from '../account/failure.ts';
import { EXIT, Stop } from '../exit.ts';
import type { InitWords } from '../words/init-en.ts';
import { listenersOf } from './ask-listeners.ts';
import { scalingOf } from './ask-scaling.ts';
import type { Chosen, Facts, FoundParameter, FoundService } from './facts.ts';
import { readBy } from './references.ts';

/** Asks AWS, and changes nothing. @throws Stop where more than one thing may be meant, or nothing is there */
export async function ask(chosen: Chosen, words: InitWords): Promise<Facts> {
  const arn = await clusterOf(chosen, words);
  const [, partition = '', , region = '', account = ''] = arn.split(':');
  const cluster = nameIn(arn);
  const services = await servicesOf(arn, cluster, chosen, words);
  const [{ targetGroups, listeners }, instances, proxies, parameters, alarms] = await Promise.all([
    listenersOf(services),
    readable(allInstances),
    readable(databaseProxies),
    readable(() => parametersOf(services)),
    readable(allAlarms),
  ]);
  return {
    ...{ partition, region, account, cluster, services, targetGroups, listeners },
    ...{ instances, proxies, parameters, alarms },
  };
}

/** Null: the credentials may not read it. */
async function readable<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isDenied(error)) return null;
    throw error;
  }
}

const nameIn = (arn: string): string => arn.split('/').at(-1) ?? '';

async function clusterOf({ cluster }: Chosen, words: InitWords): Promise<string> {
  const found: string[] = [];
  for await (const { clusterArns = [] } of paginateListClusters({ client: ecs }, {})) found.push(...clusterArns);
  const names = found.map(nameIn).sort();
  const [only, ...others] = cluster === undefined ? found : found.filter((arn) => nameIn(arn) === cluster);
  if (only === undefined)
    throw new Stop(EXIT.notFound, cluster === undefined ? words.noCluster : words.unknownCluster(cluster, names));
  if (others.length > 0) throw new Stop(EXIT.wrongInput, words.whichCluster(names));
  return only;
}

async function servicesOf(
  arn: string,
  cluster: string,
  { services: wanted }: Chosen,
  words: InitWords,
): Promise<FoundService[]> {
  const names: string[] = [];
  for await (const { serviceArns = [] } of paginateListServices({ client: ecs }, { cluster: arn }))
    names.push(...serviceArns.map(nameIn));
  const missing = wanted.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new Stop(EXIT.notFound, words.unknownService(missing, cluster, names.sort()));
  const meant = (wanted.length > 0 ? wanted : names).toSorted();
  const [found, scaling] = await Promise.all([describeServices(arn, meant), readable(() => scalingOf(cluster, meant))]);
  if (found.size === 0) throw new Stop(EXIT.notFound, words.noService(cluster));
  return await inParallel([...found], async ([name, service]) => {
    const taskDefinition = primary(service)?.taskDefinition ?? service.taskDefinition;
    const described = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    const scaled = scaling?.get(name);
    return { name, service, definition: described.taskDefinition ?? {}, ...(scaled && { scaling: scaled }) };
  });
}

async function databaseProxies(): Promise<DBProxy[]> {
  const found: DBProxy[] = [];
  for await (const { DBProxies = [] } of paginateDescribeDBProxies({ client: rds }, {})) found.push(...DBProxies);
  return found;
}

/** GetParameters takes ten names. Nothing is decrypted: what is encrypted is no pointer, and none of init's business. */
async function parametersOf(services: readonly FoundService[]): Promise<FoundParameter[]> {
  const names = new Set(readBy(services).flatMap(({ from }) => ('parameter' in from ? [from.parameter] : [])));
  const client = new SSMClient(clientSettings);
  const pages = await inParallel(inChunks([...names], 10), (Names) => client.send(new GetParametersCommand({ Names })));
  return pages.flatMap(({ Parameters = [] }) =>
    Parameters.map(({ Name = '', Type = '', Value }) => ({
      ...{ name: Name, type: Type },
      ...(Type !== 'SecureString' && Value !== undefined ? { value: Value } : {}),
    })),
  );
}

async function allAlarms(): Promise<NonNullable<Facts['alarms']>> {
  const found: NonNullable<Facts['alarms']>[number][] = [];
  const asked = { AlarmTypes: ['MetricAlarm' as const, 'CompositeAlarm' as const] };
  for await (const page of paginateDescribeAlarms({ client: new CloudWatchClient(clientSettings) }, asked))
    found.push(...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? []));
  return found;
}
