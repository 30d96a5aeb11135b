import type { Input } from './contract.ts';

/** A release that started this rollback is about to fail with its own error, which says more than being stopped. */
export function mayStillFail({
  trigger,
  moment,
  since,
  graceSeconds,
}: Pick<Input, 'trigger' | 'moment' | 'since' | 'graceSeconds'>): boolean {
  const waited = (Date.parse(moment.now) - Date.parse(since)) / 1_000;
  return trigger.kind === 'failed-release' && waited < graceSeconds;
}
