import { SERVICE_UNREACHABLE } from '../model/errors.ts';
import { VARIABLES } from '../model/variables.ts';
import { StepError } from '../step/errors.ts';

/** A packet that is lost is sent again after one second and after three; what takes longer has no way. */
const REACHED_WITHIN_MS = 5_000;
/** Two of them fit into a function's time. A lasting refusal needs more than one lost connection. */
const TRIES = 2;

/**
 * Asks each service that functions of this network call, before anything depends on it: without a way out a call to AWS is
 * lost in silence, and the function that makes it ends by its time-out, with an error that names no host
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html). Whatever a service answers, it was reached.
 * @param network the key of the configuration that places these functions
 * @returns a text that names host and port of each one that was not reached; null: there is a way to all
 */
export async function missingWays(network: 'database.connect' | 'probes'): Promise<string | null> {
  const services = (process.env[VARIABLES.servicesCalled] ?? '').split(' ').filter((service) => service !== '');
  const answers = await Promise.all(services.map((service) => unreached(endpointOf(service), TRIES)));
  const lost = Map.groupBy(
    answers.filter((answer) => answer !== null),
    ({ why }) => why,
  );
  const said = [...lost].map(([why, hosts]) => `${hosts.map(({ host }) => host).join(', ')} (${why})`);
  return said.length === 0
    ? null
    : `From the subnets of ${network} there is no way to ${said.join(', ')}; expected one to each service that functions there call. Give the subnets a route to a NAT gateway, let their security groups out to port 443, or let database.connect.endpoints make VPC endpoints`;
}

/** @throws StepError `ServiceUnreachable`, with the text of {@link missingWays} */
export async function mustReachServices(network: 'database.connect' | 'probes'): Promise<void> {
  const missing = await missingWays(network);
  if (missing !== null) throw new StepError(SERVICE_UNREACHABLE, missing);
}

/** A service that did not answer, as `<host>:<port>`. */
interface Unreached {
  readonly host: string;
  readonly why: string;
}

/** Null: it answered. */
async function unreached(url: URL, tries: number): Promise<Unreached | null> {
  try {
    await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      headers: { connection: 'close' },
      signal: AbortSignal.timeout(REACHED_WITHIN_MS),
    });
    return null;
  } catch (thrown) {
    if (tries > 1) return await unreached(url, tries - 1);
    const { name, message, cause } = thrown as Error & { readonly cause?: Error & { readonly code?: string } };
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    const why =
      name === 'TimeoutError'
        ? `no answer within ${REACHED_WITHIN_MS / 1_000} s`
        : (cause?.code ?? cause?.message ?? message);
    return { host: `${url.hostname}:${port}`, why };
  }
}

/** Where the SDK's clients call a service, by the prefix of its host name: their own variables come first. */
function endpointOf(service: string): URL {
  const { AWS_REGION: region = '', AWS_ENDPOINT_URL: everywhere } = process.env;
  const own = process.env[`AWS_ENDPOINT_URL_${SDK_NAMES[service] ?? service.toUpperCase()}`];
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return new URL(own ?? everywhere ?? `https://${service}.${region}.${domain}`);
}

/** Names of services in variables of the SDK, where they are not those of their hosts (https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html). */
const SDK_NAMES: Readonly<Record<string, string>> = { secretsmanager: 'SECRETS_MANAGER' };
