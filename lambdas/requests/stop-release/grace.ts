import type { Input } from './contract.ts';

/**
 * Whether the release may still fail by itself: it started this rollback, and its own error says more than being stopped.
 */
export function mayStillFail({
  trigger,
  moment,
  since,
  graceSeconds,
}: Pick<Input, 'trigger' | 'moment' | 'since' | 'graceSeconds'>): boolean {
  const waited = (Date.parse(moment.now) - Date.parse(since)) / 1_000;
  return trigger.kind === 'failed-release' && waited < graceSeconds;
}
