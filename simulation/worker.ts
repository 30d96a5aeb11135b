import { parentPort, workerData } from 'node:worker_threads';
import { prepareThread } from './environment.ts';
import { loadHandlers } from './handlers.ts';
import { type Job, perform } from './job.ts';
import { mutationNamed } from './mutations/mutations.ts';
import { Runner } from './run.ts';

/** A thread of its own: performs the jobs it is sent, one after the other. */
prepareThread();
const { mutation } = workerData as { mutation?: string };
const mutated = mutation === undefined ? undefined : mutationNamed(mutation);
const runner = new Runner(await loadHandlers(mutated?.patch), mutated?.definition);
parentPort?.on('message', (job: Job) => {
  perform(runner, job).then(
    (result) => parentPort?.postMessage({ result }),
    (error: Error) => parentPort?.postMessage({ error: `${error.name}: ${error.message}` }),
  );
});
parentPort?.postMessage({ ready: true });
