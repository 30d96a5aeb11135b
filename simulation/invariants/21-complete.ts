import type { Run } from '../run/run.ts';
import { inputOf } from './executions.ts';

/** No task of the application ever starts on a restored database that lacks rows of its restore point or a role that may log in, unless a person took it as it is. */
export function complete({ world }: Run): string[] {
  const accepted = world.states.executions().some((execution) => inputOf(execution)['acceptProof'] === true);
  if (accepted) return [];
  const { incomplete, apps } = world.facts;
  const started = apps.filter(({ database }) => [...incomplete.keys()].some(({ port }) => port === database));
  return started.length === 0
    ? []
    : [`${started.length} tasks started on a restored database that lacks rows, or lets the application not in`];
}
