import { DescribeTaskDefinitionCommand, type Service as EcsService, type TaskDefinition } from '@aws-sdk/client-ecs';
import type { DBInstance } from '@aws-sdk/client-rds';
import { paginateListSubscriptionsByTopic, SNSClient } from '@aws-sdk/client-sns';
import { clientSettings } from '../../aws/client-settings.ts';
import { accountQuotas, isOffered, proxiesOf } from '../../database/account.ts';
import { allInstances, asLiveDatabase, liveInstance } from '../../database/instances.ts';
import { readPointer } from '../../database/pointer.ts';
import { wantedSettings } from '../../database/wanted-settings.ts';
import { wasGood } from '../../ledger/promotion.ts';
import { environmentName } from '../../ledger/table.ts';
import { ruleQuota, rulesOnLoadBalancer } from '../../maintenance/rule-quota.ts';
import { ourRules, rulesOf } from '../../maintenance/rules.ts';
import type { KnownService } from '../../model/release.ts';
import { alarmsWithChildren } from '../../observation/alarms.ts';
import { describeServices, ecs } from '../../services/describe.ts';
import { lookAtImages } from '../../services/image.ts';
import { runningImages } from '../../services/running-images.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { containerProblems } from './container-problems.ts';
import { ENVIRONMENT_NOT_READY, type Input, type Output } from './contract.ts';
import { definitionProblems } from './definition-problems.ts';
import { findProblems, findWarnings } from './inspect.ts';
import { type KnownImages, knownImages, runningContainers } from './known-images.ts';
import { type Fitness, listenerProblems } from './listener-problems.ts';
import { plan } from './plan.ts';
import { probeProblems } from './probe-problems.ts';
import { needOf, type SeenOfRds } from './restore-problems.ts';
import { serviceWarnings } from './service-problems.ts';
import { watchProblems } from './watch-problems.ts';

const sns = new SNSClient(clientSettings);

/** Looks at everything the release, and a later rollback of it, needs. Changes nothing. */
export const handler = step<Input, Output>(async (input) => {
  const [services, pointer, instances, alarms] = await Promise.all([
    describeServices(
      input.cluster,
      input.services.map((service) => service.name),
    ),
    readPointer(input.pointer),
    allInstances(),
    alarmsWithChildren(input.alarms.map((alarm) => alarm.name)),
  ]);
  const images = await lookAtImages(input.release.changes.map(({ image }) => image));
  const confirmed = new Map(
    await Promise.all(input.audiences.map(async ({ topic }) => [topic, await confirmedAddresses(topic)] as const)),
  );
  const live = liveInstance(instances, input.pointer, pointer);
  const seen = {
    services,
    images,
    pointer,
    live,
    ...(live === undefined ? {} : { rds: await seenOfRds(live) }),
    alarms: new Map([...alarms].map(([name, state]) => [name, state.value])),
    confirmed,
    promoted: input.promotedFrom === null || (await wasGood(input.promotedFrom, input.release.version)),
  };
  const [definitions, ofListeners] = await Promise.all([definitionsOf(services), fitnessOf(input, services)]);
  const known = await imagesOf(input, definitions);
  const fitness = [...ofListeners, probeProblems(input.probes)];
  const problems = [
    ...findProblems(input, seen),
    ...containerProblems(input.services, definitions),
    ...definitionProblems(input, definitions),
    ...[...known.values()].flatMap(({ problems: found }) => found),
    ...fitness.flatMap(({ problems: found }) => found),
    ...watchProblems(input, alarms),
  ];
  if (problems.length > 0 || live === undefined) {
    throw new StepError(ENVIRONMENT_NOT_READY, `The release was refused, nothing was touched: ${problems.join('; ')}.`);
  }
  const database = { ...asLiveDatabase(live, pointer), settings: await wantedSettings(live) };
  const exact = new Map(
    [...images].flatMap(([image, found]) => (found.kind === 'there' ? [[image, found.pinned] as const] : [])),
  );
  const { mode } = needOf(input, live);
  return {
    restorePoint: mode,
    services: input.services.map(
      ({ name }): KnownService => ({
        name,
        taskDefinition: services.get(name)?.taskDefinition ?? '',
        images: known.get(name)?.images ?? {},
        desiredCount: services.get(name)?.desiredCount ?? 0,
      }),
    ),
    database,
    images: Object.fromEntries(exact),
    warnings: [
      ...findWarnings(seen, input),
      ...[...known.values()].flatMap(({ warnings }) => warnings),
      ...fitness.flatMap(({ warnings }) => warnings),
      ...[...services].flatMap(([name, service]) => serviceWarnings(name, service)),
    ],
    plan: plan(input, database, mode, exact),
  };
});

async function seenOfRds(live: DBInstance): Promise<SeenOfRds> {
  const [quotas, versionOffered, proxies] = await Promise.all([
    accountQuotas(),
    isOffered(live.EngineVersion ?? ''),
    proxiesOf(live),
  ]);
  return { quotas, versionOffered, proxies };
}

/** What would stop maintenance mode, listener by listener. */
async function fitnessOf(
  { listeners, priorities }: Input,
  services: ReadonlyMap<string, EcsService>,
): Promise<readonly Fitness[]> {
  const groups = [...services.values()].flatMap(({ loadBalancers = [] }) => loadBalancers);
  const own = new Set(groups.flatMap(({ targetGroupArn }) => (targetGroupArn === undefined ? [] : [targetGroupArn])));
  const limit = await ruleQuota();
  return await Promise.all(
    listeners.map(async (listener, index) => {
      const rules = await rulesOf(listener.arn);
      const ours = await ourRules(rules, environmentName());
      const count = await rulesOnLoadBalancer(listener.arn, rules);
      return listenerProblems(listener, { rules, ours, count, limit }, { priorities, own, isFirst: index === 0 });
    }),
  );
}

/** Service -> the task definition it runs. */
async function definitionsOf(services: ReadonlyMap<string, EcsService>): Promise<Map<string, TaskDefinition>> {
  const found = await Promise.all(
    [...services].map(async ([name, { taskDefinition }]) => {
      const described = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
      return [name, described.taskDefinition ?? {}] as const;
    }),
  );
  return new Map(found);
}

/** Service -> what its containers run, each looked at in its own registry. */
async function imagesOf(
  { cluster, services }: Pick<Input, 'cluster' | 'services'>,
  definitions: ReadonlyMap<string, TaskDefinition>,
): Promise<ReadonlyMap<string, KnownImages>> {
  const containers = await Promise.all(
    services.map(async (service) => {
      const running = await runningImages(cluster, service.name);
      const defined = definitions.get(service.name)?.containerDefinitions ?? [];
      return [service.name, runningContainers(service, defined, running)] as const;
    }),
  );
  const seen = await lookAtImages(containers.flatMap(([, found]) => found.flatMap(({ references }) => references)));
  return new Map(containers.map(([name, found]) => [name, knownImages(name, found, seen)]));
}

/** Number of confirmed subscriptions: SNS silently accepts messages for a topic that has none. */
async function confirmedAddresses(topic: string): Promise<number> {
  let confirmed = 0;
  for await (const { Subscriptions } of paginateListSubscriptionsByTopic({ client: sns }, { TopicArn: topic }))
    confirmed += (Subscriptions ?? []).filter((s) => s.SubscriptionArn?.startsWith('arn:') === true).length;
  return confirmed;
}
