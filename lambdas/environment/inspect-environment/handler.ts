import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { clientSettings } from '../../aws/client-settings.ts';
import { allInstances, asLiveDatabase, liveInstance } from '../../database/instances.ts';
import { readPointer } from '../../database/pointer.ts';
import { wasGood } from '../../ledger/promotion.ts';
import type { KnownService } from '../../model/release.ts';
import { alarmStates } from '../../observation/alarms.ts';
import { describeServices } from '../../services/describe.ts';
import { pinned } from '../../services/image.ts';
import { runningImages } from '../../services/running-images.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { ENVIRONMENT_NOT_READY, type Input, type Output } from './contract.ts';
import { findProblems, findWarnings } from './inspect.ts';
import { plan } from './plan.ts';

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
    alarmStates(input.alarms.map((alarm) => alarm.name)),
  ]);
  const images = new Map(
    await Promise.all(input.release.changes.map(async ({ image }) => [image, await pinned(image)] as const)),
  );
  const confirmed = new Map(
    await Promise.all(input.audiences.map(async ({ topic }) => [topic, await confirmedAddresses(topic)] as const)),
  );
  const live = liveInstance(instances, input.pointer, pointer);
  const seen = {
    services,
    images,
    pointer,
    live,
    alarms: new Map([...alarms].map(([name, state]) => [name, state.value])),
    confirmed,
    promoted: input.promotedFrom === null || (await wasGood(input.promotedFrom, input.release.version)),
  };
  const problems = findProblems(input, seen);
  if (problems.length > 0 || live === undefined) {
    throw new StepError(ENVIRONMENT_NOT_READY, `The release was refused, nothing was touched: ${problems.join('; ')}.`);
  }
  const database = asLiveDatabase(live, pointer);
  return {
    services: await Promise.all(
      input.services.map(
        async ({ name }): Promise<KnownService> => ({
          name,
          taskDefinition: services.get(name)?.taskDefinition ?? '',
          images: await runningImages(input.cluster, name),
          desiredCount: services.get(name)?.desiredCount ?? 0,
        }),
      ),
    ),
    database,
    images: Object.fromEntries([...images].flatMap(([image, found]) => (found === undefined ? [] : [[image, found]]))),
    warnings: findWarnings(seen),
    plan: plan(input, database, images),
  };
});

/** Subscriptions somebody has confirmed; SNS accepts messages for nobody without a word. */
async function confirmedAddresses(topic: string): Promise<number> {
  const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic }));
  return (Subscriptions ?? []).filter((s) => s.SubscriptionArn?.startsWith('arn:') === true).length;
}
