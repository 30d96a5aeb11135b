import type { Clock } from '../../kernel/clock.ts';
import type { Item } from './value.ts';

/** Time to live is no lease: an expired item goes within about two days, and is read and found until then. */
const EXPIRED_FOR_MS = 48 * 3_600_000;
const SWEEP_MS = 3_600_000;

/** Deletes items that expired long ago, until the sandbox ends. @param by attribute with the second of expiry */
export async function expire(clock: Clock, items: Map<string, Item>, by: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(SWEEP_MS, signal).catch(() => {}); // The sandbox ends.
    for (const [key, item] of items) {
      const seconds = Number(item[by]?.N ?? Number.NaN);
      if (seconds * 1_000 + EXPIRED_FOR_MS < clock.now()) items.delete(key);
    }
  }
}
