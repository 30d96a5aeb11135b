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

const real = {
  random: Math.random,
  now: Date.now,
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  timeout: AbortSignal.timeout,
};

/**
 * Puts the run's clock and seed behind everything the product or an SDK client may ask chance or time of: identifiers,
 * jitter, `setTimeout`, `Date.now`. For the whole thread, once; outside a run everything is Node's own.
 */
export function intercept(): void {
  Math.random = () => sources?.random.next() ?? real.random();
  Date.now = () => sources?.clock.now() ?? real.now();
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
  const bytes = (size: number) => {
    const out = Buffer.allocUnsafe(size);
    for (let i = 0; i < size; i++) out[i] = sources?.random.int(0, 256) ?? 0;
    return out;
  };
  const { randomBytes, randomInt, randomUUID } = crypto;
  Object.assign(crypto, {
    randomBytes: (size: number) => (sources === undefined ? randomBytes(size) : bytes(size)),
    randomInt: (min: number, max?: number) => {
      const [from, to] = max === undefined ? [0, min] : [min, max];
      return sources === undefined ? randomInt(from, to) : sources.random.int(from, to);
    },
    randomUUID: () => {
      if (sources === undefined) return randomUUID();
      const hex = bytes(16).toString('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
  });
  syncBuiltinESMExports();
}

/** From here on chance and time of this thread are the run's; `undefined`: Node's own again. */
export function use(next: Sources | undefined): void {
  sources = next;
}
