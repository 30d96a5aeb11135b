import * as rds from '@aws-sdk/client-rds';
import type { Kernel } from '../../kernel/kernel.ts';
import { served } from '../../kernel/operation.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import type { PostgresHost } from '../../postgres/host.ts';
import type { PostgresServer } from '../../postgres/server.ts';
import { accountOperations } from './account-operations.ts';
import { attachedOperations } from './attached-operations.ts';
import { backUp } from './backup.ts';
import { measureConnections } from './connections.ts';
import { instanceOperations } from './instance-operations.ts';
import { rdsResources } from './resources.ts';
import { restoreOperation } from './restore-operation.ts';
import { snapshotOperations } from './snapshot-operations.ts';
import { RdsState } from './state.ts';
import { tagOperations } from './tag-operations.ts';
import { type Timings, USUAL_TIMINGS } from './timings.ts';

/** RDS for PostgreSQL, and what only the sandbox's own parts may ask of it. */
export interface Rds extends ServiceModel<typeof rds> {
  /** The server behind an instance, with a superuser's session (`query`); undefined while it has none. */
  serverOf(identifier: string): PostgresServer | undefined;
  /** RDS begins its daily backup of an instance: until it has ended, the instance takes no change and no snapshot. */
  backUp(identifier: string): void;
  /** Somebody makes a proxy that leads to an instance. */
  addProxy(name: string, instance: string): void;
}

/** The caller closes `postgres`, after this. */
export function createRds(kernel: Kernel, postgres: PostgresHost, timings: Partial<Timings> = {}): Rds {
  const state = new RdsState(kernel, postgres, { ...USUAL_TIMINGS, ...timings });
  state.background(measureConnections(state), (error) => kernel.log(`measuring connections ended: ${error}`));
  return {
    signingName: 'rds',
    xmlNamespace: 'http://rds.amazonaws.com/doc/2014-10-31/',
    module: rds,
    ...served<typeof rds>(
      accountOperations(state),
      instanceOperations(state),
      attachedOperations(state),
      snapshotOperations(state),
      restoreOperation(state),
      tagOperations(state),
    ),
    resources: rdsResources(state),
    serverOf: (identifier) => state.byName(identifier)?.server,
    backUp: (identifier) => backUp(state, state.changeable(identifier, 'Cannot back up')),
    addProxy: (name, instance) => state.proxies.set(name, instance),
    async close() {
      state.closing.abort();
      await Promise.all(state.instances.map(({ server }) => server?.kill()));
    },
  };
}
