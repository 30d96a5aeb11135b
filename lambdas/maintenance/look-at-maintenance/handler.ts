import { writeFacts } from '../../ledger/acting.ts';
import { withinDeadline } from '../../step/deadline.ts';
import { step } from '../../step/step.ts';
import { PAGE_MARK } from '../page.ts';
import type { Input, Output } from './contract.ts';
import { ANSWERS, type Answer, judge } from './page-seen.ts';

/** Looks at every listener from outside, as a user would, without the bypass. */
export const handler = step<Input, Output>(async (input) => {
  const seen: string[] = [];
  for (const listener of input.listeners) {
    const answers: Answer[] = [];
    for (let n = 0; n < ANSWERS; n++) answers.push(await ask(new URL(input.path, listener.url)));
    const verdict = judge(answers, input.expect);
    if (!verdict.proven) seen.push(`${listener.name}: ${verdict.seen}`);
  }
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
    // Only what has been looked at from outside counts as lowered.
    await writeFacts({
      lock: input.lock,
      now: input.moment.now,
      step: 'look-at-maintenance',
      status: [[['maintenanceSince'], null]],
    });
  }
  return { proven: seen.length === 0, over, seen };
});

async function ask(url: URL): Promise<Answer> {
  try {
    // A fresh connection each time: a kept one could stay on a node that has not heard of the change.
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
