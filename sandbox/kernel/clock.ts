/**
 * The sandbox's time. Virtual milliseconds since the epoch; everything that AWS would time (waits, statuses, alarm periods,
 * batching) asks this clock. Real work (a Lambda invocation, PostgreSQL, HTTP) keeps its own pace.
 */
export interface Clock {
  /** Virtual now, in milliseconds since the epoch. */
  now(): number;
  /** The wall time of a virtual moment: PostgreSQL's log knows only that one. Absent where nothing real runs. */
  real?(at: number): number;
  /** Resolves after `ms` VIRTUAL milliseconds; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /**
   * Resolves after `ms` milliseconds of real work. On a scaled clock they are wall time (a task's time-out is
   * not scaled, because the work it bounds is not); on a jumping clock it is virtual time.
   */
  deadline(ms: number, signal?: AbortSignal): Promise<void>;
  /** Marks real work in flight: a jumping clock must not advance meanwhile. */
  busy<T>(work: Promise<T>): Promise<T>;
}

/** From these two moments on the clock ran so many times faster than the wall's. Milliseconds since the epoch. */
interface Pace {
  readonly virtual: number;
  readonly real: number;
  readonly factor: number;
}

/** The wall clock, run `factor` times faster (1 = real time). */
export class ScaledClock implements Clock {
  /** The oldest first. */
  private readonly paces: [Pace, ...Pace[]];

  constructor(factor = 1) {
    const began = Date.now();
    this.paces = [{ virtual: began, real: began, factor }];
  }

  get factor(): number {
    return this.pace.factor;
  }

  /** Runs so many times faster from now on. What waits already ends when it would have. */
  setFactor(factor: number): void {
    this.paces.push({ virtual: this.now(), real: Date.now(), factor });
  }

  now(): number {
    const { virtual, real, factor } = this.pace;
    return virtual + (Date.now() - real) * factor;
  }

  real(at: number): number {
    const then = this.paces.findLast(({ virtual }) => virtual <= at) ?? this.paces[0];
    return then.real + (at - then.virtual) / then.factor;
  }

  private get pace(): Pace {
    return this.paces.at(-1) ?? this.paces[0];
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return timer(ms / this.factor, signal);
  }

  deadline(ms: number, signal?: AbortSignal): Promise<void> {
    return timer(ms, signal);
  }

  busy<T>(work: Promise<T>): Promise<T> {
    return work;
  }
}

/** setTimeout waits at most 2^31-1 ms (24.8 days); a longer wait is cut to that. */
const LONGEST = 2 ** 31 - 1;

function timer(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = () => {
      clearTimeout(handle);
      reject(signal?.reason);
    };
    const handle = setTimeout(
      () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      },
      Math.min(Math.max(0, ms), LONGEST),
    );
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
