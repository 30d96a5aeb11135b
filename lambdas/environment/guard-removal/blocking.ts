import type { StatusRecord } from '../../model/ledger.ts';
import { oneLine } from '../../step/one-line.ts';

/** CloudFormation takes an answer of at most 4,096 bytes (crpg-ref-responses.html); ids and names of ours are ASCII. */
const LONGEST_REASON = 2_000;

/**
 * What the stack's removal would leave behind with nobody to undo it.
 * @param running names of executions that have not ended
 */
export function blocking(status: StatusRecord, running: readonly string[]): string[] {
  const { maintenanceSince, stopped, paused, breakers } = status;
  const named = (what: string, of: Readonly<Record<string, unknown>>) =>
    Object.keys(of).length === 0 ? [] : [`${what}: ${Object.keys(of).join(', ')}`];
  return [
    ...(status.status === 'open' ? [] : [`the environment is ${status.status} (${status.work ?? 'no work'})`]),
    ...(maintenanceSince === null ? [] : [`maintenance mode is up since ${maintenanceSince}, so users get the page`]),
    ...named('services are stopped', stopped),
    ...named('rules and schedules are paused', paused),
    ...named("the circuit breaker's return is switched off", breakers),
    ...(running.length === 0 ? [] : [`executions are running: ${running.join(', ')}`]),
  ];
}

/** The reason CloudFormation shows beside the resource. */
export function refusal(environment: string, blocked: readonly string[]): string {
  const found = oneLine(blocked.join('; '), LONGEST_REASON);
  return `The control plane of ${environment} is not removed: ${found}. Expected an open environment where nothing runs, since nobody could end this afterwards. End the work (docs/runbook.md), then delete the stack again.`;
}
