import type { Run } from '../run/run.ts';

/** No database instance and no snapshot is deleted by a release or a rollback. */
export function nothingDeleted({ world }: Run): string[] {
  return world.calls
    .filter(({ service, operation }) => service === 'rds' && operation.startsWith('Delete'))
    .map(({ operation, state, input }) => `"${state}" asked for ${operation} ${JSON.stringify(input)}`);
}
