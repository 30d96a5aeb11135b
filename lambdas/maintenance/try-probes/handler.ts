import { step } from '../../step/step.ts';
import { probe } from '../probe.ts';
import type { Input, Output } from './contract.ts';

/** Asks each listener once, from where probes and checks run. Whether they can get there is known before anything is touched. */
export const handler = step<Input, Output>(
  async ({ listeners, path }) =>
    await Promise.all(
      listeners.map(async ({ name, url }) => {
        const asked = new URL(path, url);
        return { listener: name, url: asked.href, ...(await probe(asked)) };
      }),
    ),
);
