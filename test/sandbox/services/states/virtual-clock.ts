import type { Clock } from '../../../../sandbox/kernel/clock.ts';

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/** Time that stands still while anything runs, and jumps to the next sleeper when nothing does: exact, and costing nothing. */
export class VirtualClock implements Clock {
  private time = Date.parse('2026-11-24T12:00:00Z');
  private readonly sleepers = new Set<Sleeper>();
  private planned = false;

  now(): number {
    return this.time;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const end = (): void => {
        this.sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      const sleeper: Sleeper = {
        at: this.time + Math.max(0, ms),
        wake: () => {
          this.sleepers.delete(sleeper);
          signal?.removeEventListener('abort', end);
          resolve();
        },
      };
      this.sleepers.add(sleeper);
      signal?.addEventListener('abort', end, { once: true });
      this.plan();
    });
  }

  deadline(ms: number, signal?: AbortSignal): Promise<void> {
    return this.sleep(ms, signal);
  }

  /** The tasks of these tests take no real time: they sleep on this clock, if at all. */
  busy<T>(work: Promise<T>): Promise<T> {
    return work;
  }

  /** All that can run now has run once two turns of the event loop brought nothing new to do. */
  private plan(): void {
    if (this.planned) return;
    this.planned = true;
    setImmediate(() =>
      setImmediate(() => {
        this.planned = false;
        const next = [...this.sleepers].reduce<Sleeper | undefined>(
          (first, one) => (first === undefined || one.at < first.at ? one : first),
          undefined,
        );
        if (next === undefined) return;
        this.time = Math.max(this.time, next.at);
        next.wake();
        this.plan();
      }),
    );
  }
}
