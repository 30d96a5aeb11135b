import { writeFacts } from '../../ledger/acting.ts';
import { readStatus } from '../../ledger/table.ts';
import type { Listener } from '../../model/environment.ts';
import { withinDeadline } from '../../step/deadline.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { BYPASS_HEADER, bypassHeaders } from '../bypass.ts';
import { probe } from '../probe.ts';
import { BYPASS_SHUT, type Input, type Output } from './contract.ts';
import { ANSWERS, judge } from './page-seen.ts';

/** Looks at every listener from outside, as a user would; before a release stops anything, through the bypass as well. */
export const handler = step<Input, Output>(async (input) => {
  const looks = input.listeners.map((listener) => lookAt(listener, input));
  const shut = input.needsBypass ? await bypassShut(input.listeners, input.path) : [];
  const seen = [...(await Promise.all(looks)).flat(), ...shut];
  const over = Date.parse(input.moment.now) - Date.parse(input.since) > input.limitSeconds * 1_000;
  if (over && shut.length > 0)
    throw new StepError(
      BYPASS_SHUT,
      `Checks do not get past the maintenance page after ${input.limitSeconds} s (${shut.join('; ')}); expected the header ${BYPASS_HEADER} to reach the load balancer. Let what stands before it (a CDN, a proxy) pass the header on.`,
    );
  if (seen.length > 0 && input.expect === 'down') {
    withinDeadline(
      input.moment,
      input.since,
      input.limitSeconds / 60,
      `users to reach the application again (${seen.join('; ')})`,
    );
  }
  if (seen.length === 0 && input.expect === 'down') {
    // Only a look from outside proves that it is lowered. A second run finds it lowered, and leaves that time as it is.
    const { maintenanceSince } = await readStatus();
    const until = input.moment.now;
    await writeFacts({
      lock: input.lock,
      now: input.moment.now,
      step: 'look-at-maintenance',
      status: [
        [['maintenanceSince'], null],
        ...(maintenanceSince === null ? [] : ([[['lastPage'], { since: maintenanceSince, until }]] as const)),
      ],
    });
  }
  return { proven: seen.length === 0, over, seen };
});

/**
 * What is not as expected on a listener. Every listener is asked at the same time, and so are the probes of each: one after
 * the other, listeners that do not answer would outlast the function, and nobody would learn which they are.
 */
async function lookAt({ name, url }: Listener, { path, expect }: Input): Promise<string[]> {
  const answers = await Promise.all(Array.from({ length: ANSWERS }, () => probe(new URL(path, url))));
  const verdict = judge(answers, expect);
  return verdict.proven ? [] : [`${name}: ${verdict.seen}`];
}

/**
 * Whether the bypass leads past the page where checks go. Something in front of the load balancer may take the header away,
 * and a release must know before it stops anything.
 */
async function bypassShut([first]: readonly Listener[], path: string): Promise<string[]> {
  if (first === undefined) return [];
  const { page } = await probe(new URL(path, first.url), await bypassHeaders());
  return page ? [`${first.name}: the maintenance page, also with the bypass`] : [];
}
