import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import type { EventClock } from './clock.ts';
import type { Random } from './random.ts';

/** Where this thread's chance and time come from while a run goes on. */
interface Sources {
  readonly random: Random;
  readonly clock: EventClock;
}
let sources: Sources | undefined;
/** Of what SDK clients draw for themselves: the product's own identifiers are the same with serialization and without. */
let clients: Random | undefined;

const real = {
  random: Math.random,
  now: Date.now,
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  timeout: AbortSignal.timeout,
  elapsed: performance.now.bind(performance),
};

/**
 * Puts the run's clock and seed behind everything the product or an SDK client may ask chance or time of: identifiers,
 * jitter, `setTimeout`, `Date.now`, `performance.now`. For the whole thread, once; outside a run everything is Node's own.
 */
export function intercept(): void {
  interceptTimers();
  interceptIdentifiers();
}

function interceptTimers(): void {
  Date.now = () => sources?.clock.now() ?? real.now();
  performance.now = () => sources?.clock.now() ?? real.elapsed();
  globalThis.setTimeout = ((work: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    if (sources === undefined) return real.setTimeout(work, ms, ...args);
    const cancel = sources.clock.timer(ms, () => work(...args));
    return { cancel, ref: () => {}, unref: () => {}, hasRef: () => false };
  }) as typeof setTimeout;
  globalThis.clearTimeout = ((timer: { cancel?: () => void } | undefined) => {
    if (timer?.cancel === undefined) real.clearTimeout(timer as NodeJS.Timeout | undefined);
    else timer.cancel();
  }) as typeof clearTimeout;
  // Requests in a run are answered by the run: none of them hangs.
  AbortSignal.timeout = (ms) => (sources === undefined ? real.timeout(ms) : new AbortController().signal);
}

function interceptIdentifiers(): void {
  Math.random = () => sources?.random.next() ?? real.random();
  const { randomBytes, randomInt, randomUUID } = crypto;
  Object.assign(crypto, {
    randomBytes: (size: number) => (sources === undefined ? randomBytes(size) : bytes(size, sources.random)),
    randomInt: (min: number, max?: number) => {
      const [from, to] = max === undefined ? [0, min] : [min, max];
      return sources === undefined ? randomInt(from, to) : sources.random.int(from, to);
    },
    randomUUID: () => (sources === undefined ? randomUUID() : uuid(sources.random)),
  });
  // The SDK takes its tokens and the identifiers of its requests from the global object, the product from the module.
  Object.defineProperty(globalThis.crypto, 'randomUUID', {
    value: () => (clients === undefined ? randomUUID() : uuid(clients)),
  });
  syncBuiltinESMExports();
}

function bytes(size: number, from: Random): Buffer {
  const out = Buffer.allocUnsafe(size);
  for (let i = 0; i < size; i++) out[i] = from.int(0, 256);
  return out;
}

function uuid(from: Random): string {
  const hex = bytes(16, from).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** From here on chance and time of this thread are the run's; `undefined`: Node's own again. */
export function use(next: Sources | undefined): void {
  sources = next;
  clients = next?.random.stream('clients');
}
