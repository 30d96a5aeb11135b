import { parentPort } from 'node:worker_threads';
import { mutationNamed } from '../mutations/mutations.ts';
import { loadHandlers } from './handlers.ts';
import { type Job, perform } from './job.ts';
import { prepareThread } from './prepared-thread.ts';
import { Runner, type Shared } from './runner.ts';

/** A thread of its own: performs the jobs it is sent, one after the other. */
prepareThread();
const runners = new Map<string, Promise<Runner>>();
const ofMutations: Shared = {};

/** The product as it is, or with a mutation. */
function runnerFor(mutation: string | undefined): Promise<Runner> {
  const known = runners.get(mutation ?? '');
  if (known !== undefined) return known;
  const mutated = mutation === undefined ? undefined : mutationNamed(mutation);
  const made = loadHandlers(mutated).then(
    // The product's own permissions are those that its own runner has asked for, deploying included.
    (handlers) => new Runner(handlers, mutated?.definition, mutated === undefined ? {} : ofMutations),
  );
  runners.set(mutation ?? '', made);
  return made;
}

parentPort?.on('message', (job: Job | 'usage') => {
  if (job === 'usage') {
    void runnerFor(undefined).then(({ permissions }) => parentPort?.postMessage({ usage: permissions.usage.copy() }));
    return;
  }
  runnerFor(job.mutation)
    .then((runner) => perform(runner, job))
    .then(
      (result) => parentPort?.postMessage({ result }),
      (error: Error) => parentPort?.postMessage({ error: `${error.name}: ${error.message}` }),
    );
});
await runnerFor(undefined);
parentPort?.postMessage({ ready: true });
