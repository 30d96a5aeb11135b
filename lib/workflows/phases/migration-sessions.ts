import { STATES } from '../../../lambdas/model/state-names.ts';
import { now } from '../context.ts';
import { flow, type Part } from '../flow.ts';
import { differs } from '../operators.ts';
import { $, known } from '../variables.ts';
import type { Workflow } from '../workflow.ts';
import { endSessions } from './sessions.ts';

/**
 * The migration's task has stopped, and the server may still run what it asked for: a long UPDATE would commit behind every
 * count, or under the version that goes back. Whatever is decided, it ends first. A database that cannot be asked, or refuses,
 * is told, and stops nothing: the fence ends these sessions again.
 */
export function endMigrationSessions(w: Workflow): Part {
  const end = flow(
    w.pass('The migration has stopped', { assign: { endingSince: now } }),
    endSessions(w, {
      name: STATES.endTheSessionsOfTheMigration,
      question: 'Are all sessions of the migration gone?',
      database: known.database,
      unreachable: 'goes on',
      onlyOfMigration: true,
    }),
  );
  return w.when(
    'Was a release stopped?',
    differs($.taken.release, null),
    w.when(
      'Has it recorded a database?',
      differs($.triage.release.knownGood, null),
      w.orTell(end, 'migration-sessions'),
    ),
  );
}
