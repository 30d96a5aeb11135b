import type { DBInstance } from '@aws-sdk/client-rds';
import { asLiveDatabase } from '../../database/instances.ts';
import { wantedSettings } from '../../database/wanted-settings.ts';
import { newestReleases } from '../../ledger/table.ts';
import { textIn } from '../../messages/portuguese/in-language.ts';
import type { ReleaseRecord } from '../../model/ledger.ts';
import type { KnownService, RestorePointMode } from '../../model/release.ts';
import type { Prices } from '../../model/retention.ts';
import { titleOf } from '../../services/schedule.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { type Looked, look } from '../look.ts';
import { ENVIRONMENT_NOT_READY, type Found, type Input, type Output } from './contract.ts';
import { plan } from './plan.ts';
import { plannedServices } from './planned-services.ts';
import { type Observation, readiness } from './readiness.ts';
import { hasStandby, needOf } from './restore-problems.ts';
import { comparable, timesToExpect } from './times.ts';

type Seen = Omit<Observation, 'services'> & Looked;

/** Looks at everything the release, and a later rollback of it, needs. Changes nothing. */
export const handler = step<Input, Output>(async (input) => {
  const { release, watchMinutes, limits, language = 'en' } = input;
  const told = (texts: readonly string[]) => (release.dryRun ? texts.map(textIn(language)) : texts);
  const seen = await look(input);
  const { problems, warnings } = readiness(input, seen);
  const { live } = seen;
  if (!release.dryRun && (problems.length > 0 || live === undefined))
    throw new StepError(ENVIRONMENT_NOT_READY, `The release was refused, nothing was touched: ${problems.join('; ')}.`);
  const images = pinned(seen);
  const mode = live === undefined ? null : needOf(input, live).mode;
  const services = plannedServices(release.changes, input.services, {
    ...seen,
    running: new Map([...seen.running].map(([name, known]) => [name, known.images])),
    images,
  });
  const database =
    mode === null
      ? null
      : {
          ...{ identifier: live?.DBInstanceIdentifier ?? '', restorePoint: mode },
          standby: hasStandby(release, { mode }) ? priced(live?.DBInstanceClass ?? '', input.prices ?? null) : null,
        };
  return {
    found: problems.length > 0 || live === undefined ? null : await found(input, seen, live, images),
    endpoint: endpointOf(live),
    problems: told(problems),
    warnings: told(warnings),
    plan: told(plan({ release, services, schedules: (input.schedules ?? []).map(titleOf), database })),
    services,
    times: release.dryRun ? told(timesToExpect({ release, mode, watchMinutes, limits }, await before(release))) : [],
    restorePoint: mode,
  };
});

/** As the configuration has it, with where that is from. */
function priced(instanceClass: string, prices: Prices | null) {
  const hour = prices?.instanceHour[instanceClass];
  return {
    instanceClass,
    hour: prices === null || hour === undefined ? null : `${hour} ${prices.currency} (${prices.source})`,
  };
}

/** The newest release like this one that ended well. */
async function before(release: Input['release']): Promise<ReleaseRecord | undefined> {
  const like = (releases: readonly ReleaseRecord[]) => comparable(release, releases);
  return like(await newestReleases((soFar) => like(soFar) !== undefined));
}

async function found(
  input: Input,
  { services, running, pointer }: Seen,
  live: DBInstance,
  images: ReadonlyMap<string, string>,
): Promise<Found> {
  const restorePoint: RestorePointMode = needOf(input, live).mode;
  return {
    restorePoint,
    services: input.services.map(
      ({ name }): KnownService => ({
        name,
        taskDefinition: services.get(name)?.taskDefinition ?? '',
        images: running.get(name)?.images ?? {},
        desiredCount: services.get(name)?.desiredCount ?? 0,
      }),
    ),
    database: { ...asLiveDatabase(live, pointer), settings: await wantedSettings(live) },
    images: Object.fromEntries(images),
  };
}

/** Images asked for, by the digest that each means now. */
const pinned = ({ images }: Seen): ReadonlyMap<string, string> =>
  new Map([...images].flatMap(([image, seen]) => (seen.kind === 'there' ? [[image, seen.pinned] as const] : [])));

function endpointOf(live: DBInstance | undefined): Output['endpoint'] {
  const { Address: host, Port: port = 5432 } = live?.Endpoint ?? {};
  return host === undefined ? null : { host, port };
}
