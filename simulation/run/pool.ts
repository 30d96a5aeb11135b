import { availableParallelism } from 'node:os';
import type { Usage } from '../../sandbox/services/iam/usage.ts';
import type { Job, Result } from './job.ts';
import { Thread } from './thread.ts';

export interface PoolOptions {
  readonly threads?: number;
}

/** Threads that perform jobs until they are ended: a thread gets faster with each. */
export class Pool {
  private readonly threads: readonly Thread[];

  constructor({ threads = Math.min(2, availableParallelism()) }: PoolOptions = {}) {
    this.threads = Array.from({ length: threads }, () => new Thread());
  }

  /**
   * `seen` hears of each job in their order, and ends it all by answering `stop`.
   * @throws Error when a job could not be performed: the simulation itself is wrong then
   */
  async perform(jobs: Iterable<Job>, seen: (job: Job, result: Result) => 'stop' | undefined): Promise<void> {
    const source = jobs[Symbol.iterator]();
    const waiting = new Map<number, [Job, Result]>();
    let sent = 0;
    let next = 0;
    let over = false;
    const hand = (index: number, job: Job, result: Result): void => {
      waiting.set(index, [job, result]);
      for (let due = waiting.get(next); due !== undefined && !over; due = waiting.get(next)) {
        waiting.delete(next++);
        if (seen(...due) === 'stop') over = true;
      }
    };
    const work = async (thread: Thread): Promise<void> => {
      try {
        for (;;) {
          const job = over ? undefined : source.next();
          if (job === undefined || job.done === true) return;
          const index = sent++;
          hand(index, job.value, await thread.perform(job.value));
        }
      } catch (error) {
        over = true;
        throw error;
      }
    };
    await Promise.all(this.threads.map(work));
  }

  /** The result of one job. */
  async performOne(job: Job): Promise<Result> {
    let found: Result | undefined;
    await this.perform([job], (_job, result) => {
      found = result;
      return undefined;
    });
    if (found === undefined) throw new Error('The job was not performed.');
    return found;
  }

  /** What the product's roles exercised in every run so far, and what they were refused, thread by thread. */
  async usage(): Promise<Usage[]> {
    return await Promise.all(this.threads.map((thread) => thread.usage()));
  }

  async end(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.end()));
  }
}

/** Gives a pool to `work`, and ends it. */
export async function inPool<T>(options: PoolOptions, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = new Pool(options);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** Jobs in a pool of their own. */
export async function performAll(
  jobs: Iterable<Job>,
  seen: (job: Job, result: Result) => 'stop' | undefined,
  options: PoolOptions = {},
): Promise<void> {
  await inPool(options, async (pool) => await pool.perform(jobs, seen));
}

/** One job in a thread of its own. */
export async function performOne(job: Job): Promise<Result> {
  return await inPool({ threads: 1 }, async (pool) => await pool.performOne(job));
}
