import type { SurveyAddress } from './address.ts';
import type { ImageName, SurveyImages } from './images.ts';

/** What a person gives with `-c <key>=<value>`; the CDK sets account and Region from the credentials. */
export interface Given {
  readonly account: string;
  readonly region: string;
  readonly address: SurveyAddress;
  readonly images: SurveyImages;
  readonly audiences: { readonly devops: string[]; readonly teams: string[] };
}

/** Looks a key up; undefined where it is not given. */
type Context = (key: string) => string | undefined;

/** @throws Error that names what is missing or wrong, and what to write */
export function givenBy(context: Context, variables: NodeJS.ProcessEnv): Given {
  const account = context('account') ?? variables['CDK_DEFAULT_ACCOUNT'];
  const region = context('region') ?? variables['CDK_DEFAULT_REGION'];
  if (account === undefined || region === undefined)
    throw new Error(
      'No account and Region are known; expected AWS credentials and a Region in the environment (aws configure), or -c account=<12 digits> -c region=<Region>.',
    );
  const people = (key: string): string[] => context(key)?.split(',') ?? [];
  return {
    ...{ account, region },
    address: addressOf(context),
    images: imagesOf(context),
    audiences: { devops: people('devops'), teams: people('teams') },
  };
}

function addressOf(context: Context): SurveyAddress {
  const { plainHttp, host, certificate, zone, zoneId } = Object.fromEntries(
    ['plainHttp', 'host', 'certificate', 'zone', 'zoneId'].map((key) => [key, context(key)]),
  );
  const ways =
    'expected -c host=<host> with -c certificate=<ARN of a certificate of it>, or -c host=<host> with -c zone=<name> -c zoneId=<id of a hosted zone>, or -c plainHttp=true: then answers travel as everybody on the way can read them';
  if (plainHttp === 'true') {
    if (host !== undefined || certificate !== undefined || zone !== undefined)
      throw new Error(`plainHttp is given beside host, certificate or zone; ${ways}.`);
    return { kind: 'plain-http' };
  }
  if (plainHttp !== undefined) throw new Error(`plainHttp is "${plainHttp}"; expected true, or nothing.`);
  if (host === undefined) throw new Error(`Nothing says how users reach the application; ${ways}.`);
  const hosts = { host, helpHost: context('helpHost') ?? `ajuda.${host}` };
  if (certificate !== undefined) return { kind: 'certificate', certificateArn: certificate, ...hosts };
  if (zone === undefined || zoneId === undefined)
    throw new Error(`The host ${host} is given without a certificate or a hosted zone; ${ways}.`);
  for (const name of [host, hosts.helpHost])
    if (name !== zone && !name.endsWith(`.${zone}`))
      throw new Error(`The host ${name} is not in the zone ${zone}; expected ${zone} or a name that ends so.`);
  return { kind: 'zone', zoneName: zone, zoneId, ...hosts };
}

const IMAGES: Readonly<Record<ImageName, string>> = {
  app: 'image',
  collector: 'collectorImage',
  helpCenter: 'helpImage',
};

function imagesOf(context: Context): SurveyImages {
  const named = Object.entries(IMAGES).map(([name, key]) => [name, key, context(key)] as const);
  const missing = named.filter(([, , image]) => image === undefined).map(([, key]) => key);
  if (missing.length === named.length) return { from: 'assets', version: context('version') ?? '1.0.0' };
  if (missing.length > 0)
    throw new Error(
      `${missing.join(' and ')} is not given; expected all of ${Object.values(IMAGES).join(', ')} (each <repository>@sha256:<digest>), or none: then the CDK builds them.`,
    );
  const images = Object.fromEntries(named.map(([name, , image]) => [name, image ?? ''])) as Record<ImageName, string>;
  return { from: 'named', images };
}
