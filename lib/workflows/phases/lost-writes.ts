import type { OutputOf } from '../../steps/catalogue.ts';
import { now, tried } from '../context.ts';
import type { Expression, Ref } from '../expression.ts';
import { flow, type Part } from '../flow.ts';
import { append, either, ofKind } from '../operators.ts';
import { $, type Assign, known } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

type Counted = Ref<OutputOf<'count-lost-writes'>>;

/** Counts what a restore would lose, before it begins; more than was agreed leads to `freeze`. */
export function countLostWrites(w: Workflow, freeze: Part): Part {
  const counted = count(w, 'Count the lost writes', (answer) => ({
    lost: answer.lost,
    because: append($.because, answer.because),
  }));
  return flow(counted, w.when('May these writes be lost?', counted.output.freeze, freeze));
}

/**
 * The second count, after the restore: it took long enough for somebody with a role of their own to have written meanwhile.
 */
export function countLostWritesAgain(w: Workflow, freeze: Part): Part {
  const counted = count(w, 'Count the lost writes again', (answer) => ({
    lost: answer.lost,
    because: onlyAboveAgreed(answer),
  }));
  return flow(counted, w.when('May these writes still be lost?', counted.output.freeze, freeze));
}

/**
 * The last count, when nobody can write any more: what came in until the replaced database was read-only belongs to what
 * was lost. The way is behind us, so this only tells; where nobody can count any more, the count that decided stays.
 */
export function countLostWritesAtLast(w: Workflow): Part {
  return count(w, 'Count the lost writes a last time', (answer) => ({
    lost: either(answer.lost.known, answer.lost, $.lost),
    because: onlyAboveAgreed(answer),
  }));
}

/** A later count is a reason of its own only when it is above what was agreed, or unknown. */
const onlyAboveAgreed = (answer: Counted): Expression<readonly string[]> =>
  either(answer.freeze, append($.because, answer.because), $.because);

function count(w: Workflow, name: string, assign: (answer: Counted) => Assign) {
  const c = w.configuration;
  return w.task(
    name,
    w.steps.countLostWrites,
    {
      now,
      language: c.language,
      connection: w.settings.readConnection,
      host: known.database.host,
      port: known.database.port,
      tables: c.database.tables,
      baseline: $.triage.release.baseline,
      behindFence: $.triage.release.behindFence,
      maxLostWrites: c.database.maxLostWrites,
      accepted: ofKind($.trigger, 'person', (person) => person.acceptLostWrites, null),
      tried,
    },
    assign,
  );
}
