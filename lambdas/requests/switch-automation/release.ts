import type { ReleaseRecord } from '../../model/ledger.ts';
import { candidates } from '../triage/candidates.ts';

/**
 * The releases that an alarm would act on now: the one that holds the environment, which it stops, and the one that triage
 * would undo.
 * @param holder id of the release that runs; null: none does
 * @param releases newest first
 */
export function changeable(holder: string | null, releases: readonly ReleaseRecord[]): readonly ReleaseRecord[] {
  const undone = candidates({ takenFrom: holder }, releases)?.all ?? [];
  const holding = releases.filter(({ id }) => id === holder);
  return [...new Set([...holding, ...undone])];
}
