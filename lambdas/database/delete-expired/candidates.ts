import type { DBInstance, DBSnapshot, Tag } from '@aws-sdk/client-rds';
import { EXPIRING_INSTANCES, EXPIRING_SNAPSHOTS, type ExpiringPurpose } from '../../model/retention.ts';
import { isGranted } from '../granted.ts';
import type { Candidate } from './plan.ts';

/**
 * Snapshots that a release or a rollback made. Tags alone do not say so: RDS copies the tags of a restored instance to
 * every snapshot of it where `CopyTagsToSnapshot` is on, a person's included.
 */
export const snapshotCandidates = (snapshots: readonly DBSnapshot[], environment: string, configured: string) =>
  snapshots.flatMap((snapshot): Candidate[] => {
    const { DBSnapshotIdentifier: id = '', DBSnapshotArn: arn = '', TagList } = snapshot;
    const tags = tagsIn(TagList);
    const purpose = EXPIRING_SNAPSHOTS.find((one) => one === tags['knowngood:purpose']);
    if (purpose === undefined || tags['knowngood'] !== environment) return [];
    if (!id.startsWith(`${configured}-kg-`) || !id.includes(`-kg-${purpose}-`)) return [];
    const made = snapshot.OriginalSnapshotCreateTime ?? snapshot.SnapshotCreateTime;
    return [
      {
        ...{ kind: 'snapshot', id, arn, purpose, tags, work: tags['knowngood:work'] ?? '' },
        ...{ status: snapshot.Status ?? '', madeAt: made?.toISOString() ?? null },
        ...{ gib: snapshot.AllocatedStorage ?? null, instanceClass: null, held: null },
      },
    ];
  });

/** Databases that a rollback has quarantined, or restored. */
export const instanceCandidates = (instances: readonly DBInstance[], environment: string, configured: string) =>
  instances.flatMap((instance): Candidate[] => {
    const { DBInstanceIdentifier: id = '', DBInstanceArn: arn = '', TagList } = instance;
    const tags = tagsIn(TagList);
    const purpose: ExpiringPurpose | undefined = EXPIRING_INSTANCES.find((one) => one === tags['knowngood:purpose']);
    if (purpose === undefined || tags['knowngood'] !== environment || !isGranted(id, configured)) return [];
    return [
      {
        ...{ kind: 'instance', id, arn, purpose, tags, work: tags['knowngood:work'] ?? '' },
        ...{ status: instance.DBInstanceStatus ?? '', madeAt: null, held: heldBy(instance) },
        ...{ gib: instance.AllocatedStorage ?? null, instanceClass: instance.DBInstanceClass ?? null },
      },
    ];
  });

/** RDS refuses to delete a protected instance, and turns replicas of a deleted one into databases of their own. */
function heldBy({ DeletionProtection, ReadReplicaDBInstanceIdentifiers = [] }: DBInstance): Candidate['held'] {
  if (DeletionProtection === true) return 'deletion-protection';
  return ReadReplicaDBInstanceIdentifiers.length > 0 ? 'read-replicas' : null;
}

const tagsIn = (tags: readonly Tag[] = []): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
