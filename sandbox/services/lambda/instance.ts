import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}
export type Outcome = { readonly result: unknown } | { readonly error: FunctionError };

interface Message {
  readonly ready?: true;
  readonly id?: string;
  readonly result?: string;
  readonly error?: FunctionError;
}

/** A warm instance of a function: a thread with the bundle loaded. */
export class FunctionInstance {
  readonly worker: Worker;
  /** Version of the network's routes when it began; undefined: it is in none. */
  readonly network: number | undefined;
  private readonly ready: Promise<void>;

  constructor(
    bundle: string,
    environment: Readonly<Record<string, string>>,
    log: (text: string) => void,
    network?: number,
  ) {
    this.network = network;
    this.worker = new Worker(new URL('./worker.mjs', import.meta.url), {
      workerData: { bundle: pathToFileURL(bundle).href, inNetwork: network !== undefined },
      env: { ...environment },
      stdout: true,
      stderr: true,
    });
    this.worker.stdout.on('data', (data) => log(String(data)));
    this.worker.stderr.on('data', (data) => log(String(data)));
    this.ready = new Promise((resolve, reject) => {
      this.worker.once('message', () => resolve());
      this.worker.once('error', reject);
      this.worker.once('exit', (code) => reject(new Error(`the function's thread ended with code ${code}`)));
    });
    this.ready.catch(() => {});
    this.worker.unref();
  }

  /** One invocation. After `timeoutMs` the thread is ended, as Lambda ends an environment; its calls in flight may still take effect. */
  async invoke(event: unknown, timeoutMs: number): Promise<Outcome> {
    const id = randomUUID();
    try {
      await this.ready;
    } catch (error) {
      return { error: { errorType: 'Runtime.ImportModuleError', errorMessage: (error as Error).message } };
    }
    return await new Promise((resolve) => {
      const end = (outcome: Outcome): void => {
        clearTimeout(timer);
        this.worker.off('message', onMessage);
        this.worker.off('exit', onExit);
        resolve(outcome);
      };
      const onMessage = (message: Message): void => {
        if (message.id !== id) return;
        end(message.error === undefined ? { result: JSON.parse(message.result ?? 'null') } : { error: message.error });
      };
      const onExit = (): void =>
        end({ error: { errorType: 'Lambda.Unknown', errorMessage: 'The function ended without an answer.' } });
      const timer = setTimeout(() => {
        end({
          error: {
            errorType: 'Sandbox.Timedout',
            errorMessage: `Task timed out after ${(timeoutMs / 1_000).toFixed(2)} seconds`,
          },
        });
        void this.worker.terminate();
      }, timeoutMs);
      this.worker.on('message', onMessage);
      this.worker.on('exit', onExit);
      this.worker.postMessage({ id, event });
    });
  }
}
