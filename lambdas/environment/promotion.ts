import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { clientSettings } from '../aws/client-settings.ts';
import { environmentName } from '../ledger/table.ts';
import { NAMES, type Promotion, type PublishedRelease } from '../model/published.ts';
import { inChunks, inParallel } from '../step/in-parallel.ts';
import type { Input } from './inspect-environment/contract.ts';
import type { SeenPromotion } from './inspect-environment/promotion-problems.ts';

const sts = new STSClient(clientSettings);

/** Most names that GetParameters takes. */
const NAMES_AT_ONCE = 10;
const CALLS_AT_ONCE = 3;
/** The least that STS gives: the inspection takes seconds. */
const SESSION_SECONDS = 900;

/** What the environment publishes that this release is promoted from; null: it is promoted from none. */
export async function promotionOf({ release, services, promotions = [] }: Input): Promise<SeenPromotion | null> {
  const { promoteFrom, changes } = release;
  const promotion = promotions.find(({ environment }) => environment === promoteFrom);
  if (promotion === undefined) return null;
  const path = (name: string) => `/knowngood/${promotion.environment}/${name}`;
  const images = changes.map(({ service }) => {
    const container = services.find(({ name }) => name === service)?.container ?? '';
    return [service, path(NAMES.image(service, container))] as const;
  });
  const found = await read(promotion, [path(NAMES.status), path(NAMES.release), ...images.map(([, name]) => name)]);
  const told = found.get(path(NAMES.release));
  return {
    status: found.get(path(NAMES.status))?.value ?? null,
    release: told === undefined ? null : { ...(JSON.parse(told.value) as PublishedRelease), at: told.at },
    images: new Map(
      images.flatMap(([service, name]) => {
        const one = found.get(name);
        return one === undefined ? [] : [[service, { image: one.value, at: one.at }] as const];
      }),
    ),
  };
}

interface Value {
  readonly value: string;
  readonly at: number;
}

async function read(promotion: Promotion, names: readonly string[]): Promise<ReadonlyMap<string, Value>> {
  const client = await clientFor(promotion);
  const answers = await inParallel(
    inChunks([...new Set(names)], NAMES_AT_ONCE),
    (Names) => client.send(new GetParametersCommand({ Names })),
    CALLS_AT_ONCE,
  );
  return new Map(
    answers.flatMap(({ Parameters = [] }) =>
      Parameters.map(({ Name = '', Value = '', LastModifiedDate }) => [
        Name,
        { value: Value, at: LastModifiedDate?.getTime() ?? 0 },
      ]),
    ),
  );
}

/** In another account by the role of that environment, which may read what it publishes and nothing else. */
async function clientFor({ region, role }: Promotion): Promise<SSMClient> {
  if (role === null) return new SSMClient({ ...clientSettings, region });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: role,
      RoleSessionName: `knowngood-${environmentName()}`,
      DurationSeconds: SESSION_SECONDS,
    }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return new SSMClient({ ...clientSettings, region, credentials });
}
