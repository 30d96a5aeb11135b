import { moment, tried } from '../context.ts';
import type { Expression } from '../expression.ts';
import type { Part } from '../flow.ts';
import { or } from '../operators.ts';
import { everySeconds } from '../pace.ts';
import { $ } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/** Whoever still reconnects after this long is not the application draining. */
const SESSIONS_GONE_WITHIN_MINUTES = 5;

export interface Ending {
  /** Name of the state, and of the question behind it. */
  readonly name: string;
  readonly question: string;
  readonly database: { readonly host: Expression<string>; readonly port: Expression<number> };
  /** What happens when the database stays unreachable. */
  readonly unreachable: 'fails' | 'goes on';
  /** Only those of a migration, which every ending includes. */
  readonly onlyOfMigration?: true;
  /** The database is left for good: new sessions may only read. Assigns `$readOnly`. */
  readonly leftForGood?: true;
}

/** Ends the application's sessions on a database until none comes back. `$endingSince` holds the start. */
export function endSessions(w: Workflow, ending: Ending): Part {
  const { name, question, database, unreachable, leftForGood, onlyOfMigration } = ending;
  const end = w.task(
    name,
    w.steps.endSessions,
    {
      lock: $.lock,
      moment,
      since: $.endingSince,
      connection: w.settings.connection,
      host: database.host,
      port: database.port,
      applicationRoles: onlyOfMigration ? [] : w.configuration.database.applicationRole,
      readOnly: leftForGood === true,
      reader: leftForGood ? $.reader : null,
      mustKnow: onlyOfMigration === true,
      tried: unreachable === 'fails' ? null : tried,
      limitMinutes: SESSIONS_GONE_WITHIN_MINUTES,
    },
    (answer) => (leftForGood ? { readOnly: or($.readOnly, answer.readOnly) } : {}),
  );
  return w.lookUntil(end, {
    ...{ question, done: (seen) => seen.gone },
    ...{ pace: everySeconds(5), withinMinutes: SESSIONS_GONE_WITHIN_MINUTES },
  });
}
