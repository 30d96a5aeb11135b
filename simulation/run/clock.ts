import type { Clock } from '../../sandbox/kernel/clock.ts';
import { EventQueue, type Waiting } from './event-queue.ts';

/** A sleep that can be ended before its time. */
interface Sleeping extends Waiting {
  readonly reject: (reason: unknown) => void;
}

/** Node's own, kept before a run puts the simulation's in its place: lets files and modules be read meanwhile. */
const afterAllWork = setImmediate;
const SETTLED = Promise.resolve();
/** Node drains its microtasks before each tick, and again until neither is left: by the second, all that can go on has. */
const afterAllMicrotasks = (work: () => void): void => process.nextTick(process.nextTick, work);

/**
 * Time as a queue of events: it stands still while anything can go on, then jumps to the next event. Events of the same
 * time happen in the order in which they were asked for, so a run is the same every time.
 */
export class EventClock implements Clock {
  private time: number;
  private order = 0;
  private readonly queue = new EventQueue();
  private readonly sleeping = new WeakMap<AbortSignal, Set<Sleeping>>();
  /** Events that have happened: how much a run has cost. */
  events = 0;
  /** How much is in flight that takes no virtual time and may need Node's own event loop: time stands still until it is done. */
  held = 0;

  constructor(start: number) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const waiting: Sleeping = { at: this.time + Math.max(0, ms), order: this.order++, wake: resolve, reject };
      this.queue.push(waiting);
      if (signal === undefined) return;
      const sleeping = this.sleepingUnder(signal);
      sleeping.add(waiting);
      waiting.wake = () => {
        sleeping.delete(waiting);
        resolve();
      };
    });
  }

  /** Who sleeps until a signal ends it: one listener for all, however often they sleep. */
  private sleepingUnder(signal: AbortSignal): Set<Sleeping> {
    const known = this.sleeping.get(signal);
    if (known !== undefined) return known;
    const sleeping = new Set<Sleeping>();
    const wakeAll = (): void => {
      for (const waiting of sleeping) {
        waiting.wake = undefined;
        waiting.reject(signal.reason);
      }
    };
    signal.addEventListener('abort', wakeAll, { once: true });
    this.sleeping.set(signal, sleeping);
    return sleeping;
  }

  /** Does `work` after a time, unless what it returns is called before. */
  timer(ms: number, work: () => void): () => void {
    const waiting: Waiting = { at: this.time + Math.max(0, ms), order: this.order++, wake: work };
    this.queue.push(waiting);
    return () => {
      waiting.wake = undefined;
    };
  }

  /** Work that takes no virtual time, but may read a file or load a module: time stands still meanwhile. */
  async still<T>(work: Promise<T>): Promise<T> {
    this.held++;
    try {
      return await work;
    } finally {
      this.held--;
    }
  }

  deadline(ms: number, signal?: AbortSignal): Promise<void> {
    return this.sleep(ms, signal);
  }

  busy<T>(work: Promise<T>): Promise<T> {
    return work;
  }

  /** Lets time pass until `work` is done. @throws what `work` throws; Error when nothing is left that could finish it */
  async until<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const end = () => {
      done = true;
    };
    work.then(end, end);
    await new Promise<void>((resolve, reject) => {
      const step = (): void => {
        if (done) resolve();
        else if (this.held > 0) afterAllWork(goOn);
        else if (this.happen()) goOn();
        else reject(new Error('Nothing is left that could happen, and the run is not over.'));
      };
      // In a microtask again: a tick that asked for the next one would be followed by it, with no microtask between.
      const next = (): void => void SETTLED.then(step);
      const goOn = (): void => afterAllMicrotasks(next);
      goOn();
    });
    return await work;
  }

  /** Jumps to the next event, if there is one. */
  private happen(): boolean {
    const next = this.queue.pop();
    if (next === undefined) return false;
    this.time = Math.max(this.time, next.at);
    this.events++;
    next.wake?.();
    return true;
  }
}
