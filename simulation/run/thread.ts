import { Worker } from 'node:worker_threads';
import type { Usage } from '../../sandbox/services/iam/usage.ts';
import type { Job, Result } from './job.ts';

interface Message {
  readonly ready?: true;
  readonly result?: Result;
  readonly error?: string;
  readonly usage?: Usage;
}

/** A thread that performs jobs, one after the other. */
export class Thread {
  private readonly worker: Worker;
  private readonly ready: Promise<unknown>;

  constructor() {
    this.worker = new Worker(new URL('./worker.ts', import.meta.url), {
      // Young objects die young here: room for most of a run's spares collections; more than this was not faster.
      resourceLimits: { maxYoungGenerationSizeMb: 96 },
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    this.ready = this.answer();
    this.ready.catch(() => {}); // Whoever asks for something gets it.
  }

  /** @throws Error when the job could not be performed */
  async perform(job: Job): Promise<Result> {
    const { result, error } = await this.ask(job);
    if (result === undefined) throw new Error(`${JSON.stringify(job)}: ${error}`);
    return result;
  }

  async usage(): Promise<Usage> {
    const { usage } = await this.ask('usage');
    if (usage === undefined) throw new Error('A thread of the simulation does not say what it used.');
    return usage;
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private async ask(what: Job | 'usage'): Promise<Message> {
    await this.ready;
    this.worker.postMessage(what);
    return await this.answer();
  }

  private answer(): Promise<Message> {
    const { worker } = this;
    return new Promise((resolve, reject) => {
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
  }
}
