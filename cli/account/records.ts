import type { IncidentRecord } from '../../lambdas/model/incident.ts';
import type { ReleaseRecord, RollbackRecord } from '../../lambdas/model/ledger.ts';
import type { Environment } from './environments.ts';
import { ledgerOf } from './ledger.ts';

export type Found =
  | { readonly kind: 'release'; readonly record: ReleaseRecord }
  | { readonly kind: 'rollback'; readonly record: RollbackRecord }
  | { readonly kind: 'incident'; readonly record: IncidentRecord };

/** A version is looked for among so many releases. */
const RELEASES = 200;

/** What this id is of; a version is of its newest release. Undefined: nothing on record. */
export async function findRecord(environment: Environment, id: string): Promise<Found | undefined> {
  const ledger = await ledgerOf(environment);
  if (id.startsWith('incident-')) {
    const incident = await ledger.readIncident(id);
    return incident && { kind: 'incident', record: incident };
  }
  const [release, rollback] = await Promise.all([ledger.readRelease(id), ledger.readRollback(id)]);
  if (rollback !== undefined) return { kind: 'rollback', record: rollback };
  if (release !== undefined) return { kind: 'release', record: release };
  const releases = await ledger.newestReleases(
    (soFar) => soFar.length >= RELEASES || soFar.some(({ version }) => version === id),
  );
  const named = releases.find(({ version }) => version === id);
  return named && { kind: 'release', record: named };
}
