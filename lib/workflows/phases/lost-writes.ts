import { STATES } from '../../../lambdas/model/state-names.ts';
import type { Count } from '../../../lambdas/model/writes.ts';
import type { InputOf } from '../../steps/catalogue.ts';
import { now, tried } from '../context.ts';
import type { Given } from '../expression.ts';
import { flow, type Part } from '../flow.ts';
import { append, ofKind } from '../operators.ts';
import { $, known } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/**
 * Estimates what a restore would lose, while users still write: more than was agreed leads to `freeze`, without a page. What is
 * counted behind the fence decides all the same.
 */
export function estimateWritesAtStake(w: Workflow, freeze: Part): Part {
  const estimated = count(w, STATES.estimateTheWritesAtStake, 'estimate');
  return flow(estimated, w.when('May as many writes be lost?', estimated.output.freeze, freeze));
}

/** Counts what a restore would lose, before it begins. More than was agreed leads to `freeze`. */
export function countLostWrites(w: Workflow, freeze: Part): Part {
  const counted = count(w, STATES.countTheLostWrites, 'first');
  return flow(counted, w.when('May these writes be lost?', counted.output.freeze, freeze));
}

/** The second count, after the restore. */
export function countLostWritesAgain(w: Workflow, freeze: Part): Part {
  const counted = count(w, STATES.countTheLostWritesAgain, 'again');
  return flow(counted, w.when('May these writes still be lost?', counted.output.freeze, freeze));
}

/**
 * The last count, when nobody can write any more: writes up to the moment the replaced database became read-only are lost
 * too. It decides nothing.
 */
export const countLostWritesAtLast = (w: Workflow): Part => count(w, 'Count the lost writes a last time', 'last');

const count = (w: Workflow, name: string, which: Count) =>
  w.task(name, w.steps.countLostWrites, counting(w, which), (answer) => ({
    lost: answer.lost,
    countedAt: now,
    counts: append($.counts, answer.timed),
    reader: answer.reader,
    because: append($.because, answer.because),
  }));

/** What a count is asked, also for a dry run. */
export function counting(w: Workflow, which: Count): Given<InputOf<'count-lost-writes'>> {
  const c = w.configuration;
  return {
    count: which,
    counted: which === 'first' || which === 'estimate' ? null : $.lost,
    now,
    language: c.language,
    connection: w.settings.readConnection,
    host: known.database.host,
    port: known.database.port,
    scope: w.settings.countScope,
    baseline: $.triage.release.baseline,
    behindFence: $.triage.release.behindFence,
    maxLostWrites: c.database.maxLostWrites,
    accepted: ofKind($.trigger, 'person', (person) => person.acceptLostWrites, null),
    tried,
  };
}
