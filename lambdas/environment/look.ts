import {
  ClientException,
  DescribeTaskDefinitionCommand,
  type Service as EcsService,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';
import type { DBInstance } from '@aws-sdk/client-rds';
import { paginateListSubscriptionsByTopic, SNSClient, type Subscription } from '@aws-sdk/client-sns';
import { clientSettings } from '../aws/client-settings.ts';
import { holderRuns } from '../aws/execution.ts';
import { accountQuotas, isOffered, proxiesOf } from '../database/account.ts';
import { allInstances, liveInstance } from '../database/instances.ts';
import { readPointer } from '../database/pointer.ts';
import { wasGood } from '../ledger/promotion.ts';
import { environmentName, readStatus } from '../ledger/table.ts';
import { ruleQuota, rulesOnLoadBalancer } from '../maintenance/rule-quota.ts';
import { ourRules, rulesOf } from '../maintenance/rules.ts';
import { alarmsWithChildren } from '../observation/alarms.ts';
import { decisionDoor } from '../requests/decision-door.ts';
import { whyBusy } from '../requests/take-lock/busy.ts';
import { describeServices, ecs } from '../services/describe.ts';
import { lookAtImages, type Seen } from '../services/image.ts';
import { runningImages } from '../services/running-images.ts';
import { type SeenSchedule, titleOf } from '../services/schedule.ts';
import { seeSchedule } from '../services/schedules.ts';
import { inParallel } from '../step/in-parallel.ts';
import { isTemporary } from '../step/step.ts';
import { chosenTasks, type SeenCheckTasks } from './inspect-environment/check-task-problems.ts';
import type { Audience, Input } from './inspect-environment/contract.ts';
import { type KnownImages, knownImages, runningContainers } from './inspect-environment/known-images.ts';
import type { SeenListener } from './inspect-environment/listener-problems.ts';
import { isElsewhere, promotedImages, type SeenPromotion } from './inspect-environment/promotion-problems.ts';
import type { Observation, Subject } from './inspect-environment/readiness.ts';
import type { SeenOfRds } from './inspect-environment/restore-problems.ts';
import { promotionOf } from './promotion.ts';
import { stackOf, stackStatuses } from './stacks.ts';

const sns = new SNSClient(clientSettings);

/** Services as ECS describes them. */
export interface Looked {
  readonly services: ReadonlyMap<string, EcsService>;
}

/** Looks at everything that the release and a rollback of it will touch, at the same time. What AWS refuses is in `unseen`. */
export async function look(input: Input): Promise<Omit<Observation, 'services'> & Looked> {
  const unseen = new Map<Subject, string>();
  const see = seeing(unseen);
  const { cluster, release } = input;
  const names = input.services.map(({ name }) => name);
  const promotion = await see('the environment it is promoted from', () => promotionOf(input), null);
  const [services, images, database, alarms, confirmed, promoted, listeners, schedules, busy] = await Promise.all([
    see('the services', () => describeServices(cluster, names, ['TAGS']), new Map<string, EcsService>()),
    see('the images of the release', () => imagesOfRelease(release, promotion), new Map()),
    see('the database', () => databaseOf(input), { pointer: '', live: undefined, rds: undefined }),
    see('the alarms', () => alarmsWithChildren(input.alarms.map(({ name }) => name)), new Map()),
    see('the audiences', () => confirmedOf(input), new Map<string, number>()),
    see('the environment it is promoted from', () => promotedTo(input), false),
    see('the listeners', () => listenersOf(input), new Map<string, SeenListener>()),
    see('the schedules', () => schedulesOf(input), new Map<string, SeenSchedule>()),
    see('the ledger', () => busyBecause(input), null),
  ]);
  const definitions = await see('the task definitions', () => definitionsOf(services), new Map());
  const running = await see('the images that run', () => imagesOf(input, services, definitions), new Map());
  const checkTasks = await see('the tasks of checks', () => checkTasksOf(input), {
    ...{ definitions: new Map(), images: new Map() },
  });
  const stacks = await see(
    'the stacks',
    () => stackStatuses(stacksOf(input, services, database.live)),
    new Map<string, string>(),
  );
  return {
    stacks,
    checkTasks,
    busy,
    unseen,
    services,
    definitions,
    running,
    images,
    listeners,
    schedules,
    ...database,
    alarms,
    confirmed,
    promoted,
    promotion,
  };
}

/** One subject that cannot be looked at hides nothing of the others. What waiting may mend is thrown, and tried again. */
function seeing(unseen: Map<Subject, string>) {
  return async <T>(what: Subject, lookAt: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await lookAt();
    } catch (thrown) {
      const error = thrown as Error;
      if (isTemporary(error)) throw error;
      unseen.set(what, `${error.name}: ${error.message}`);
      return otherwise;
    }
  };
}

/** A release holds the environment itself by now. A dry run does not, and tells who does. */
async function busyBecause({ release, now, audiences }: Input): Promise<string | null> {
  if (!release.dryRun) return null;
  const status = await readStatus();
  const door = decisionDoor(environmentName(), audiences[0]?.topic ?? '');
  return status.status === 'open' ? null : whyBusy(status, await holderRuns(status, now), door);
}

/** Rules and schedules by title; one that does not exist is absent. */
async function schedulesOf({ schedules = [] }: Input): Promise<ReadonlyMap<string, SeenSchedule>> {
  const seen = await inParallel(
    schedules,
    async (schedule) => [titleOf(schedule), await seeSchedule(schedule)] as const,
  );
  return new Map(seen.flatMap(([title, found]) => (found === undefined ? [] : [[title, found] as const])));
}

/** What the tasks of the chosen checks would start: a family means its latest ACTIVE revision. */
async function checkTasksOf({ checkTasks = [], release }: Input): Promise<SeenCheckTasks> {
  const named = [...new Set(chosenTasks(checkTasks, release).map(({ task }) => task.definition))];
  const found = await inParallel(named, async (name) => [name, await definitionOf(name)] as const);
  const definitions = new Map(found.flatMap(([name, one]) => (one === undefined ? [] : [[name, one] as const])));
  const containers = [...definitions.values()].flatMap(({ containerDefinitions = [] }) => containerDefinitions);
  return { definitions, images: await lookAtImages(containers.flatMap(({ image }) => image ?? [])) };
}

async function definitionOf(name: string): Promise<TaskDefinition | undefined> {
  try {
    return (await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: name }))).taskDefinition;
  } catch (error) {
    // ECS says so of a family without an ACTIVE revision.
    if (error instanceof ClientException) return undefined;
    throw error;
  }
}

/** Stacks that have made a service or the live database, and those that the configuration names. */
const stacksOf = (
  { stacks }: Input,
  services: ReadonlyMap<string, EcsService>,
  live: DBInstance | undefined,
): string[] => [...stacks, ...[...services.values()].flatMap(({ tags }) => stackOf(tags)), ...stackOf(live?.TagList)];

async function databaseOf(input: Input): Promise<Pick<Observation, 'pointer' | 'live' | 'rds'>> {
  const [pointer, instances] = await Promise.all([readPointer(input.pointer), allInstances()]);
  const live = liveInstance(instances, input.pointer, pointer);
  return { pointer, live, rds: live === undefined ? undefined : await seenOfRds(live) };
}

async function seenOfRds(live: DBInstance): Promise<SeenOfRds> {
  const [quotas, versionOffered, proxies] = await Promise.all([
    accountQuotas(),
    isOffered(live.EngineVersion ?? ''),
    proxiesOf(live),
  ]);
  return { quotas, versionOffered, proxies };
}

/** A release that takes its images from there is judged by what runs there. */
const promotedTo = async ({ promotedFrom, promotions = [], release }: Input): Promise<boolean> =>
  promotedFrom === null ||
  release.promoteFrom === promotedFrom ||
  (!isElsewhere(promotedFrom, promotions) && (await wasGood(promotedFrom, release.version)));

/** Image asked for -> what its registry says of it, or of the one promoted in its place. */
async function imagesOfRelease(
  release: Input['release'],
  promotion: SeenPromotion | null,
): Promise<ReadonlyMap<string, Seen>> {
  if (release.promoteFrom === undefined) return await lookAtImages(release.changes.map(({ image }) => image));
  const exact = promotion === null ? new Map<string, string>() : promotedImages(release, promotion);
  const seen = await lookAtImages(exact.values());
  return new Map(
    [...exact].flatMap(([asked, image]) => {
      const found = seen.get(image);
      return found === undefined ? [] : [[asked, found] as const];
    }),
  );
}

async function listenersOf({ listeners }: Input): Promise<Map<string, SeenListener>> {
  const limit = await ruleQuota();
  return new Map(
    await Promise.all(
      listeners.map(async ({ name, arn }) => {
        const rules = await rulesOf(arn);
        const ours = await ourRules(rules, environmentName());
        const count = await rulesOnLoadBalancer(arn, rules);
        return [name, { rules, ours, count, limit }] as const;
      }),
    ),
  );
}

/** Service -> the task definition it runs. */
async function definitionsOf(services: ReadonlyMap<string, EcsService>): Promise<Map<string, TaskDefinition>> {
  const found = await inParallel([...services], async ([name, { taskDefinition }]) => {
    const described = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    return [name, described.taskDefinition ?? {}] as const;
  });
  return new Map(found);
}

/** Service -> what its containers run, each looked at in its own registry. A service that does not exist runs nothing. */
async function imagesOf(
  input: Pick<Input, 'cluster' | 'services'>,
  services: ReadonlyMap<string, EcsService>,
  definitions: ReadonlyMap<string, TaskDefinition>,
): Promise<ReadonlyMap<string, KnownImages>> {
  const there = input.services.filter(({ name }) => services.has(name));
  const containers = await inParallel(there, async (service) => {
    const running = await runningImages(input.cluster, service.name);
    const defined = definitions.get(service.name)?.containerDefinitions ?? [];
    return [service.name, runningContainers(service, defined, running)] as const;
  });
  const seen = await lookAtImages(containers.flatMap(([, found]) => found.flatMap(({ references }) => references)));
  return new Map(containers.map(([name, found]) => [name, knownImages(name, found, seen)]));
}

async function confirmedOf({ audiences }: Input): Promise<Map<string, number>> {
  return new Map(
    await Promise.all(audiences.map(async (audience) => [audience.name, await confirmedAddresses(audience)] as const)),
  );
}

/**
 * Amazon Q Developer in chat applications subscribes a channel by HTTPS, as a pager is
 * (https://docs.aws.amazon.com/chatbot/latest/adminguide/chatbot-troubleshooting.html).
 */
const isOfChannel = ({ Endpoint = '' }: Subscription): boolean => /\.chatbot\.amazonaws\.com(\/|$)/.test(Endpoint);

/** Confirmed subscriptions, of addresses, channels and pagers: SNS silently accepts messages for a topic that has none. */
async function confirmedAddresses({ topic, isPager = false }: Audience): Promise<number> {
  let confirmed = 0;
  for await (const { Subscriptions } of paginateListSubscriptionsByTopic({ client: sns }, { TopicArn: topic }))
    confirmed += (Subscriptions ?? []).filter(
      (s) => s.SubscriptionArn?.startsWith('arn:') === true && !(isPager && isOfChannel(s)),
    ).length;
  return confirmed;
}
