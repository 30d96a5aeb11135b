import { createHash } from 'node:crypto';
import type { CheckTask } from '../../model/check-task.ts';
import type { Lock } from '../../model/lock.ts';

/**
 * Client token of a check's task: with the same one ECS answers with the same task, so that a check runs once however often its
 * start is asked for. The fencing number makes it another one for each release and rollback, the attempt for each round that a
 * person asks for. At most 64 characters (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html).
 */
export const tokenOf = ({ fence }: Lock, { name, attempt }: Pick<CheckTask, 'name' | 'attempt'>): string =>
  createHash('sha256')
    .update(JSON.stringify([fence, name, attempt]))
    .digest('hex');
