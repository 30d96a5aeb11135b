import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Job, Result } from './job.ts';

interface Message {
  readonly ready?: true;
  readonly result?: Result;
  readonly error?: string;
}

export interface PoolOptions {
  readonly threads?: number;
}

/**
 * Performs jobs in threads of their own; `seen` hears of each in the order of the jobs, and ends it all by answering `stop`.
 * @throws Error when a job could not be performed: the simulation itself is wrong then
 */
export async function performAll(
  jobs: Iterable<Job>,
  seen: (job: Job, result: Result) => 'stop' | undefined,
  { threads = Math.min(2, availableParallelism()) }: PoolOptions = {},
): Promise<void> {
  const source = jobs[Symbol.iterator]();
  const waiting = new Map<number, [Job, Result]>();
  let sent = 0;
  let told = 0;
  let over = false;
  const tell = (index: number, job: Job, result: Result): void => {
    waiting.set(index, [job, result]);
    for (let next = waiting.get(told); next !== undefined && !over; next = waiting.get(told)) {
      waiting.delete(told++);
      if (seen(...next) === 'stop') over = true;
    }
  };
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      // Young objects die young here: room for a run's spares most collections.
      resourceLimits: { maxYoungGenerationSizeMb: 384 },
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    try {
      await answerOf(worker);
      for (;;) {
        const next = over ? undefined : source.next();
        if (next === undefined || next.done === true) return;
        const index = sent++;
        worker.postMessage(next.value);
        const { result, error } = await answerOf(worker);
        if (result === undefined) throw new Error(`${JSON.stringify(next.value)}: ${error}`);
        tell(index, next.value, result);
      }
    } catch (error) {
      over = true;
      throw error;
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
}

/** The result of one job. */
export async function performOne(job: Job, options: PoolOptions = {}): Promise<Result> {
  let found: Result | undefined;
  await performAll(
    [job],
    (_job, result) => {
      found = result;
      return 'stop';
    },
    { ...options, threads: 1 },
  );
  if (found === undefined) throw new Error('The job was not performed.');
  return found;
}

const answerOf = (worker: Worker): Promise<Message> =>
  new Promise((resolve, reject) => {
    const settle = (end: () => void) => {
      worker.off('message', onMessage);
      worker.off('error', onError);
      worker.off('exit', onExit);
      end();
    };
    const onMessage = (message: Message) => settle(() => resolve(message));
    const onError = (error: unknown) => settle(() => reject(error));
    const onExit = (code: number) =>
      settle(() => reject(new Error(`A thread of the simulation ended with code ${code}.`)));
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.on('exit', onExit);
  });
