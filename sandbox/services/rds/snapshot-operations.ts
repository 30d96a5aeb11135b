import type * as rds from '@aws-sdk/client-rds';
import type { Operations } from '../../kernel/operation.ts';
import { onResource, storageKeyChecks } from './checks.ts';
import { filtered } from './filter.ts';
import { nameOf } from './identifiers.ts';
import { createSnapshot, deleteSnapshot, describeSnapshot } from './snapshots.ts';
import type { RdsState, SnapshotRecord } from './state.ts';

export const snapshotOperations = (state: RdsState): Operations<typeof rds> => ({
  CreateDBSnapshot: {
    access({ DBInstanceIdentifier = '', DBSnapshotIdentifier = '', Tags = [] }, { principal }) {
      const key = state.byName(nameOf(DBInstanceIdentifier))?.settings.KmsKeyId;
      const snapshot = state.arns.snapshot(nameOf(DBSnapshotIdentifier));
      return [
        onResource(state, 'CreateDBSnapshot', state.arns.instance(nameOf(DBInstanceIdentifier)), Tags),
        onResource(state, 'CreateDBSnapshot', snapshot, Tags),
        ...(Tags.length ? [onResource(state, 'AddTagsToResource', snapshot, Tags)] : []),
        ...storageKeyChecks(state, key, principal),
      ];
    },
    handle: (request) => ({ DBSnapshot: createSnapshot(state, request) }),
  },

  DeleteDBSnapshot: {
    access: ({ DBSnapshotIdentifier = '' }) => [
      onResource(state, 'DeleteDBSnapshot', state.arns.snapshot(nameOf(DBSnapshotIdentifier))),
    ],
    handle: ({ DBSnapshotIdentifier }) => ({ DBSnapshot: deleteSnapshot(state, DBSnapshotIdentifier) }),
  },

  DescribeDBSnapshots: {
    access: ({ DBSnapshotIdentifier, DBInstanceIdentifier }) => [
      DBInstanceIdentifier && !DBSnapshotIdentifier
        ? onResource(state, 'DescribeDBSnapshots', state.arns.instance(nameOf(DBInstanceIdentifier)))
        : onResource(state, 'DescribeDBSnapshots', state.arns.snapshot(nameOf(DBSnapshotIdentifier ?? '*'))),
    ],
    handle({ DBSnapshotIdentifier, DBInstanceIdentifier, DbiResourceId, SnapshotType, Filters }) {
      const all = DBSnapshotIdentifier ? [state.snapshot(DBSnapshotIdentifier)] : [...state.snapshots.values()];
      const found = all.filter(
        ({ facts }) =>
          (!DBInstanceIdentifier || facts.DBInstanceIdentifier === nameOf(DBInstanceIdentifier)) &&
          (!DbiResourceId || facts.DbiResourceId === DbiResourceId) &&
          (!SnapshotType || SnapshotType === 'manual'),
      );
      const kept = filtered<SnapshotRecord>(found, Filters, {
        'dbi-resource-id': ({ facts }) => facts.DbiResourceId ?? '',
        'db-instance-id': ({ facts }) => facts.DBInstanceIdentifier ?? '',
        'db-snapshot-id': ({ identifier }) => identifier,
        'snapshot-type': () => 'manual',
        engine: ({ facts }) => facts.Engine ?? '',
      });
      return { DBSnapshots: kept.map((snapshot) => describeSnapshot(snapshot, state.now)) };
    },
  },
});
