import type { TaskCheck } from '../model/environment.ts';

/** A check that is a task, as people read it. */
export const calledTask = ({ name, task }: TaskCheck): string =>
  `"${name}" (a task of ${task.definition}, container "${task.container}")`;
