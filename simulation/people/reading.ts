import { isToDevops, type Mail, saysWatchdogIsSilent } from '../world/mail.ts';
import type { World } from '../world/world.ts';

/**
 * The decisions that a message shows, as JSON to be pasted. They are read from the text, not from the message's facts: a person
 * has the text alone, and whoever cannot paste it leaves the environment stuck, which invariant 0 finds.
 */
export const decisionsIn = ({ body }: Mail): Record<string, unknown>[] =>
  [...body.matchAll(/\{"reason".*\}/g)].map(([json]) => JSON.parse(json) as Record<string, unknown>);

/** Whether a message asks DevOps to do something: it shows decisions, or says that an execution is to be gone on with (in its text, as above). */
export function asksToAct(mail: Mail, { facts }: World): boolean {
  if (!isToDevops(mail)) return false;
  // The runbook: the watchdog is mended, and what is unfinished gone on with by hand.
  if (saysWatchdogIsSilent(mail)) return facts.watchdogStopped;
  // A link to the console names the execution in every message; whoever is to act is told how in words.
  return decisionsIn(mail).length > 0 || /redrive/i.test(mail.body.replaceAll(/https:\S+/g, ''));
}
