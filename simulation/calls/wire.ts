import { AsyncLocalStorage } from 'node:async_hooks';
import { type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { bodyOf, receivedFrom, signatureOf } from '../../sandbox/endpoint/received.ts';
import { errorTraits, operationShapes, shapeless } from '../../sandbox/endpoint/schema.ts';
import { wireOf } from '../../sandbox/endpoint/wire.ts';
import type { World } from '../world/world.ts';
import type { Caller } from './caller.ts';
import { type Retrying, strategyOf } from './retry.ts';

/** What the wire needs of who uses it. */
export interface Sending {
  readonly to: World;
  readonly by: Caller;
  /** The request is on its way. */
  travel(): Promise<void>;
  /** Runs the operation; @throws the error that is to be answered, or that broke the connection */
  answer(service: string, operation: string, input: Record<string, unknown>): Promise<object>;
}

type Config = { -readonly [K in keyof Retrying]: Retrying[K] } & { requestHandler: unknown };

/** One call of `send`: the clock is held while the SDK works, and free while anything waits for virtual time. */
class Work {
  readonly sending: Sending;
  tries = 0;
  private holds = false;

  constructor(sending: Sending) {
    this.sending = sending;
    this.resume();
  }

  resume(): void {
    if (!this.holds) this.sending.to.clock.held++;
    this.holds = true;
  }

  pause(): void {
    if (this.holds) this.sending.to.clock.held--;
    this.holds = false;
  }

  async outside<T>(wait: () => Promise<T>): Promise<T> {
    this.pause();
    try {
      return await wait();
    } finally {
      this.resume();
    }
  }
}

const works = new AsyncLocalStorage<Work>();
const prepared = new WeakSet<Config>();

/**
 * Sends through the client's own middleware: it marshals, serializes, signs, retries and reads the answer; only the
 * request handler is ours, which hands the request to the endpoint's protocol code.
 * @param send the client's own
 */
export async function overWire<T>(config: unknown, sending: Sending, send: () => Promise<T>): Promise<T> {
  prepare(config as Config);
  // The first journey begins in the order of the calls, whatever their serializers do: as it does without them.
  await sending.travel();
  const work = new Work(sending);
  try {
    return await works.run(work, send);
  } finally {
    work.pause();
  }
}

function prepare(config: Config): void {
  if (prepared.has(config)) return;
  prepared.add(config);
  config.requestHandler = { metadata: { handlerProtocol: 'http/1.1' }, handle };
  const configured = config.retryStrategy;
  config.retryStrategy = async () => {
    const work = works.getStore();
    if (work === undefined) return await configured();
    const own = await strategyOf(config, work.sending, configured);
    return {
      acquireInitialRetryToken: (scope: string) => own.acquireInitialRetryToken(scope),
      refreshRetryTokenForRetry: (...given: Parameters<typeof own.refreshRetryTokenForRetry>) =>
        work.outside(() => own.refreshRetryTokenForRetry(...given)),
      recordSuccess: (token: Parameters<typeof own.recordSuccess>[0]) => own.recordSuccess(token),
    };
  };
}

/** The same in every run. */
const ALWAYS = { 'x-amzn-requestid': 'simulation' };

async function handle(request: HttpRequest): Promise<{ response: HttpResponse }> {
  const work = works.getStore();
  if (work === undefined) throw new Error('A request leaves a client outside a run.');
  const { to, travel, answer } = work.sending;
  if (work.tries++ > 0) await work.outside(travel);
  const came = receivedFrom(request);
  const { signingName } = signatureOf(came);
  const service = to.kernel.services.get(signingName);
  if (service === undefined) throw new Error(`The simulation does not play the service "${signingName}".`);
  const module = service.module as object;
  const wire = wireOf(came, bodyOf(request), signingName, 'simulation', service.xmlNamespace);
  const shapes = wire.bySchema ? operationShapes(module, wire.operation) : shapeless;
  if (shapes === undefined) throw new Error(`${signingName} has no operation "${wire.operation}".`);
  const input = (await wire.read(shapes)) as Record<string, unknown>;
  const respond = (statusCode: number, { headers, body }: ReturnType<typeof wire.answer>) => ({
    response: new HttpResponse({
      statusCode,
      headers: { ...headers, ...ALWAYS },
      body: typeof body === 'string' ? Buffer.from(body) : body,
    }),
  });
  try {
    return respond(200, wire.answer(shapes, await work.outside(() => answer(signingName, wire.operation, input))));
  } catch (thrown) {
    const error = thrown as Error & { $metadata?: { httpStatusCode?: number } };
    const traits = errorTraits(module, error.name);
    const status = error.$metadata?.httpStatusCode ?? traits.status;
    // Nothing was answered: the connection broke, or the simulation itself is wrong.
    if (status === undefined) throw error;
    return respond(status, wire.fail(traits.code, error, status));
  }
}
