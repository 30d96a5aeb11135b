import type { Run } from '../run/run.ts';
import { DELETE_THROW_AWAY, RETENTION } from '../world/control-plane.ts';

/**
 * No database instance and no snapshot is deleted by a release or a rollback. Retention's step may (`20-kept.ts`), and a backup
 * drill's, what the drill has made (`29-throw-aways.ts`).
 */
export function nothingDeleted({ world }: Run): string[] {
  return world.calls
    .filter(({ service, operation }) => service === 'rds' && operation.startsWith('Delete'))
    .filter(({ step }) => step !== RETENTION && step !== DELETE_THROW_AWAY)
    .map(({ operation, state, input }) => `"${state}" asked for ${operation} ${JSON.stringify(input)}`);
}
