import type { DBInstance } from '@aws-sdk/client-rds';
import type { KeptInstance } from '../../model/release.ts';
import { DEAD_INSTANCE } from '../restore-database/request.ts';

/** Why nobody can return to a quarantined database: it is gone, another one has its name, or it will never answer. */
export function keptProblems({ kept, resourceId }: KeptInstance, found: DBInstance | undefined): string[] {
  if (found === undefined)
    return [
      `the quarantined database ${kept} is not there any more; expected it to be kept until you have returned to it`,
    ];
  if (found.DbiResourceId !== resourceId)
    return [
      `the instance ${kept} is ${found.DbiResourceId}; expected ${resourceId}, which the rollback has quarantined`,
    ];
  const status = found.DBInstanceStatus ?? '';
  if (DEAD_INSTANCE.has(status) || ['stopped', 'stopping'].includes(status))
    return [
      `the quarantined database ${kept} is ${status}; expected an instance that accepts connections. Start it, then ask again`,
    ];
  return [];
}
