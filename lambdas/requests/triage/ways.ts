import type { RollbackRecord } from '../../model/ledger.ts';
import type { Ways } from '../../model/rollback.ts';
import type { Candidates } from './candidates.ts';
import { strongest } from './database-decision.ts';
import { unverified } from './left-behind.ts';

/** What a person can decide about these releases, and how long it took here. */
export function waysOf(
  found: Candidates | undefined,
  running: ReadonlyMap<string, string>,
  rollbacks: readonly RollbackRecord[],
): Ways {
  const longestMinutes = {
    restore: longest(rollbacks.filter(({ restored, forward }) => restored !== null && forward !== true)),
    keep: longest(rollbacks.filter(({ restored }) => restored === null)),
  };
  if (found === undefined)
    return { migration: 'none', returnsTo: null, restorePointAt: null, forward: false, reopen: true, longestMinutes };
  const { newest, base, all } = found;
  return {
    migration: strongest(all),
    returnsTo: base.knownGood?.version ?? null,
    restorePointAt: base.knownGood === null ? null : (base.restorePoint?.requestedAt ?? null),
    forward: false,
    reopen: unverified(newest, running).length === 0,
    longestMinutes,
  };
}

/** Of rollbacks that went to their end; null: none did. */
function longest(rollbacks: readonly RollbackRecord[]): number | null {
  const took = rollbacks.flatMap(({ outcome, startedAt, finishedAt }) =>
    outcome === 'done' && finishedAt !== null ? [Date.parse(finishedAt) - Date.parse(startedAt)] : [],
  );
  return took.length === 0 ? null : Math.max(1, Math.ceil(Math.max(...took) / 60_000));
}
