import { writeFacts } from '../../ledger/acting.ts';
import type { Listener } from '../../model/environment.ts';
import { withinDeadline } from '../../step/deadline.ts';
import { step } from '../../step/step.ts';
import { PAGE_MARK } from '../page.ts';
import type { Input, Output } from './contract.ts';
import { ANSWERS, type Answer, judge } from './page-seen.ts';

/** Looks at every listener from outside, as a user would, without the bypass. */
export const handler = step<Input, Output>(async (input) => {
  const seen = (await Promise.all(input.listeners.map((listener) => lookAt(listener, input)))).flat();
  const over = Date.parse(input.moment.now) - Date.parse(input.since) > input.limitSeconds * 1_000;
  if (seen.length > 0 && input.expect === 'down') {
    withinDeadline(
      input.moment,
      input.since,
      input.limitSeconds / 60,
      `users to reach the application again (${seen.join('; ')})`,
    );
  }
  if (seen.length === 0 && input.expect === 'down') {
    // Only a look from outside proves that it is lowered.
    await writeFacts({
      lock: input.lock,
      now: input.moment.now,
      step: 'look-at-maintenance',
      status: [[['maintenanceSince'], null]],
    });
  }
  return { proven: seen.length === 0, over, seen };
});

/**
 * What is not as expected on a listener. Every listener is asked at the same time, and so are the probes of each: one after
 * the other, listeners that do not answer would outlast the function, and nobody would learn which they are.
 */
async function lookAt({ name, url }: Listener, { path, expect }: Input): Promise<string[]> {
  const answers = await Promise.all(Array.from({ length: ANSWERS }, () => ask(new URL(path, url))));
  const verdict = judge(answers, expect);
  return verdict.proven ? [] : [`${name}: ${verdict.seen}`];
}

async function ask(url: URL): Promise<Answer> {
  try {
    // A fresh connection each time: a kept one could stay on a node that does not have the change yet.
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { connection: 'close' },
      signal: AbortSignal.timeout(4_000),
    });
    const body = (await response.text()).slice(0, 4_096);
    return { status: response.status, page: response.status === 503 && body.includes(PAGE_MARK) };
  } catch {
    return { status: 0, page: false };
  }
}
