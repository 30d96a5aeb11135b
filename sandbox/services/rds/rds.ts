import * as rds from '@aws-sdk/client-rds';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { WireError } from '../../kernel/wire-error.ts';
import type { PostgresHost } from '../../postgres/host.ts';
import type { PostgresServer } from '../../postgres/server.ts';
import { withTags } from '../../template/properties/tags.ts';
import { rdsAccess } from './access.ts';
import { automatedBackups, deleteInstance } from './delete.ts';
import { nameOf } from './identifiers.ts';
import { describeInstance, type Instance } from './instance.ts';
import { modify } from './modify.ts';
import { reboot } from './rename.ts';
import { rdsResources } from './resources.ts';
import { restoreFromSnapshot } from './restore.ts';
import { createSnapshot, describeSnapshot } from './snapshots.ts';
import { RdsState, type SnapshotRecord, type Timings, USUAL_TIMINGS } from './state.ts';

/** RDS for PostgreSQL, and what only the sandbox's own parts may ask of it. */
export interface Rds extends ServiceModel<typeof rds> {
  /** The server behind an instance, with a superuser's session (`query`); undefined while it has none. */
  serverOf(identifier: string): PostgresServer | undefined;
}

/** How often connections are measured, in virtual ms. */
const MEASURED_EVERY_MS = 60_000;

/** `postgres` is the caller's to close, after this. */
export function createRds(kernel: Kernel, postgres: PostgresHost, timings: Partial<Timings> = {}): Rds {
  const state = new RdsState(kernel, postgres, { ...USUAL_TIMINGS, ...timings });
  const describe = (instance: Instance) =>
    describeInstance(instance, state.arns.instance(instance.identifier), state.now);

  state.background(measureConnections(state), (error) => kernel.log(`measuring connections ended: ${error}`));

  return {
    signingName: 'rds',
    xmlNamespace: 'http://rds.amazonaws.com/doc/2014-10-31/',
    module: rds,
    resources: rdsResources(state),
    access: rdsAccess(state),
    serverOf: (identifier) => state.byName(identifier)?.server,
    async close() {
      state.closing.abort();
      await Promise.all(state.instances.map(({ server }) => server?.kill()));
    },
    handlers: {
      DescribeDBInstances({ DBInstanceIdentifier, Filters }) {
        const found = DBInstanceIdentifier ? [state.instance(DBInstanceIdentifier)] : state.instances;
        const kept = filtered(found, Filters, {
          'dbi-resource-id': (instance) => instance.resourceId,
          'db-instance-id': (instance) => (instance.findableByName ? instance.identifier : ''),
          engine: (instance) => instance.settings.Engine ?? '',
        });
        return { DBInstances: kept.map(describe) };
      },
      CreateDBSnapshot: (request) => ({ DBSnapshot: createSnapshot(state, request) }),
      DescribeDBSnapshots({ DBSnapshotIdentifier, DBInstanceIdentifier, DbiResourceId, SnapshotType, Filters }) {
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
      RestoreDBInstanceFromDBSnapshot: (request) => ({ DBInstance: describe(restoreFromSnapshot(state, request)) }),
      ModifyDBInstance: (request) => ({ DBInstance: describe(modify(state, request)) }),
      RebootDBInstance({ DBInstanceIdentifier }) {
        const instance = state.changeable(DBInstanceIdentifier, 'Cannot reboot');
        state.background(reboot(state, instance), (error) => {
          instance.status = 'incompatible-parameters';
          kernel.log(`reboot of ${instance.identifier} failed: ${error}`);
        });
        return { DBInstance: describe(instance) };
      },
      DeleteDBInstance: (request) => ({ DBInstance: describe(deleteInstance(state, request)) }),
      DescribeDBInstanceAutomatedBackups({ DBInstanceIdentifier, DbiResourceId }) {
        const found = automatedBackups(state).filter(
          (backup) =>
            (!DBInstanceIdentifier || backup.DBInstanceIdentifier === nameOf(DBInstanceIdentifier)) &&
            (!DbiResourceId || backup.DbiResourceId === DbiResourceId),
        );
        return { DBInstanceAutomatedBackups: found };
      },
      AddRoleToDBInstance({ DBInstanceIdentifier, RoleArn, FeatureName }) {
        const instance = state.changeable(DBInstanceIdentifier, 'Cannot add a role');
        const roles = instance.settings.AssociatedRoles ?? [];
        instance.settings = {
          ...instance.settings,
          AssociatedRoles: [...roles, { RoleArn, FeatureName, Status: 'ACTIVE' }],
        };
        return {};
      },
      AddTagsToResource({ ResourceName, Tags }) {
        const tagged = state.tagged(ResourceName ?? '');
        tagged.tags = withTags(tagged.tags, Tags);
        return {};
      },
      ListTagsForResource({ ResourceName }) {
        return { TagList: state.tagged(ResourceName ?? '').tags.map(({ Key, Value }) => ({ Key, Value })) };
      },
    },
  };
}

/** RDS's filters: any of a filter's values, all of the filters. */
function filtered<T>(
  items: readonly T[],
  filters: readonly rds.Filter[] | undefined,
  values: Readonly<Record<string, (item: T) => string>>,
): T[] {
  return (filters ?? []).reduce<T[]>(
    (kept, { Name, Values }) => {
      const value = values[Name ?? ''];
      if (!value) throw new WireError('InvalidParameterValue', `Unrecognized filter name: ${Name}`);
      return kept.filter((item) => Values?.some((wanted) => nameOf(wanted) === nameOf(value(item))));
    },
    [...items],
  );
}

async function measureConnections(state: RdsState): Promise<void> {
  for (;;) {
    await state.pass(MEASURED_EVERY_MS);
    for (const { identifier, server, reachable } of state.instances) {
      if (!server?.running || !reachable) continue;
      const rows = await server
        .query<{ n: number }>(
          "select count(*)::int as n from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
        )
        .catch(() => []); // It is just being stopped, or all its connections are taken.
      const value = rows[0]?.n;
      if (value === undefined) continue;
      state.kernel.measure({
        namespace: 'AWS/RDS',
        metric: 'DatabaseConnections',
        dimensions: { DBInstanceIdentifier: identifier },
        value,
      });
    }
  }
}
