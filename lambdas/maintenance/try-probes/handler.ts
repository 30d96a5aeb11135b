import { mustReachServices } from '../../aws/reach.ts';
import { step } from '../../step/step.ts';
import type { Answer } from '../look-at-maintenance/page-seen.ts';
import { probe } from '../probe.ts';
import type { Input, Output } from './contract.ts';

/** One time-out is no answer yet about a listener: a release is not refused for it. Four probes fit into a function's time. */
const TRIES = 4;
const BETWEEN_MS = 1_000;

/** Asks each listener, from where probes and checks run. Whether they can get there is known before anything is touched. */
export const handler = step<Input, Output>(async ({ listeners, path }) => {
  await mustReachServices('probes');
  return await Promise.all(
    listeners.map(async ({ name, url }) => {
      const asked = new URL(path, url);
      return { listener: name, url: asked.href, ...(await answerOf(asked)) };
    }),
  );
});

async function answerOf(url: URL): Promise<Answer> {
  for (let n = 1; ; n++) {
    const answer = await probe(url);
    if (answer.status !== 0 || n === TRIES) return answer;
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
  }
}
