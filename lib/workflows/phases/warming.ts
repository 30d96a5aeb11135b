import { READING_SECONDS, type Warmth } from '../../../lambdas/model/warmth.ts';
import type { InputOf } from '../../steps/catalogue.ts';
import { moment } from '../context.ts';
import type { Given } from '../expression.ts';
import { orElse, type Part } from '../flow.ts';
import { not, text, withObject } from '../operators.ts';
import { asAnswered } from '../pace.ts';
import { $ } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

interface Warming {
  /** Name of the task, and of the question behind it. */
  readonly name: string;
  readonly question: string;
  readonly connection: Given<Asked['connection']>;
  readonly instance: Given<string>;
  readonly pointer: Given<Asked['pointer']>;
  readonly kept: Given<boolean>;
  readonly limitMinutes: number;
}
type Asked = InputOf<'warm-database'>;

/** Where it reads, the next look goes on at once: its own time is then the pause. */
const PACE = asAnswered((seconds) => Math.ceil(seconds / READING_SECONDS) + 1);

/**
 * Reads the configured tables, a part in each look, until they are read or the time is over. Begins at `$warmth` and
 * `$warmingSince`, and keeps what it found in `$warmth`. Whatever fails in it is told, and stops nothing.
 */
export function warm(w: Workflow, { name, question, ...given }: Warming): Part {
  const look = w.task(
    name,
    w.steps.warmDatabase,
    { moment, since: $.warmingSince, tables: w.configuration.database.tables, warmth: $.warmth, ...given },
    (answer) => ({ warmth: answer.warmth }),
  );
  const failed = w.pass(`Not done: ${name}`, {
    assign: {
      warmth: withObject<Warmth, 'ended'>($.warmth, 'ended', { why: text('failed'), detail: $.unwarmed.cause }),
    },
  });
  const looking = w.lookUntil(look, {
    ...{ question, done: (seen) => not(seen.again) },
    ...{ pace: PACE, withinMinutes: given.limitMinutes },
  });
  return orElse(looking, 'unwarmed', failed);
}
