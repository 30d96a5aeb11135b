import type { Run } from '../run/run.ts';
import { RETENTION } from '../world/control-plane.ts';

/** No database instance and no snapshot is deleted by a release or a rollback. Retention's step alone may: see `20-kept.ts`. */
export function nothingDeleted({ world }: Run): string[] {
  return world.calls
    .filter(({ service, operation, step }) => service === 'rds' && operation.startsWith('Delete') && step !== RETENTION)
    .map(({ operation, state, input }) => `"${state}" asked for ${operation} ${JSON.stringify(input)}`);
}
