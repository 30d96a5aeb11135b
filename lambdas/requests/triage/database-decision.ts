import type { Reasons } from '../../messages/reasons.ts';
import type { ReleaseRecord } from '../../model/ledger.ts';
import type { Migration } from '../../model/release.ts';
import type { Decision } from '../../model/rollback.ts';
import type { Input } from './contract.ts';

/**
 * Whether the database goes back with the services. A person's choice decides; without one, the policy and the migrations
 * do.
 */
export function databaseDecision(
  { policy, trigger }: Pick<Input, 'policy' | 'trigger'>,
  releases: readonly ReleaseRecord[],
  say: Reasons,
): { readonly decision: Decision; readonly because: readonly string[] } {
  const asked = trigger.kind === 'person' ? trigger.database : 'policy';
  const migration = strongest(releases);
  const restore = (why: string) => ({ decision: 'services-and-database' as const, because: [why] });
  const keep = (why: string) => ({ decision: 'services' as const, because: [why] });
  const freeze = (why: string) => ({ decision: 'freeze' as const, because: [why] });
  if (asked === 'restore') return restore(say.askedRestore);
  if (asked === 'keep') return keep(say.askedKeep);
  switch (policy) {
    case 'restore':
      return restore(say.policyRestore);
    case 'restore-if-breaking':
      return migration === 'breaking'
        ? restore(say.breakingStarted)
        : keep(migration === 'compatible' ? say.compatible : say.notMigrated);
    case 'ask':
      return migration === 'none' ? keep(say.notMigrated) : freeze(say.policyAsk);
    case 'keep':
      return migration === 'breaking' ? freeze(say.policyKeepButBreaking) : keep(say.policyKeep);
  }
}

/** The strongest migration of several releases; one that never started does not count. */
export function strongest(releases: readonly ReleaseRecord[]): Migration {
  const started = releases
    .filter((release) => release.migrationStartedAt !== null)
    .map((release) => release.request.migration);
  return started.includes('breaking') ? 'breaking' : started.includes('compatible') ? 'compatible' : 'none';
}
