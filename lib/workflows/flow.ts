import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { inputFrom, problem } from './context.ts';
import { type Expression, type Ref, written } from './expression.ts';

/** A state whose failure can lead to another: a task, a Map, a Parallel. */
export type CanFail = sfn.TaskStateBase | sfn.Map | sfn.Parallel;

/** A piece of a workflow: its start, its ends, and the states whose failure leads nowhere yet. */
export class Part implements sfn.IChainable {
  readonly id: string;
  readonly startState: sfn.State;
  readonly endStates: sfn.INextable[];
  readonly failing: readonly CanFail[];

  constructor(startState: sfn.State, endStates: sfn.INextable[], failing: readonly CanFail[] = []) {
    this.id = startState.id;
    this.startState = startState;
    this.endStates = endStates;
    this.failing = failing;
  }
}

/** A part with an output. */
export class Yielding<Output> extends Part {
  /** Its output: the input of the next state, and of that one only. */
  readonly output: Ref<Output> = inputFrom<Output>();
}

/** Parts in running order. */
export function flow<Output>(...parts: readonly [...Part[], Yielding<Output>]): Yielding<Output>;
export function flow(...parts: readonly [...Part[], Part]): Part;
export function flow(...parts: readonly [...Part[], Part]): Part {
  const last = parts[parts.length - 1] as Part;
  parts.slice(1).forEach((part, index) => {
    for (const end of parts[index]?.endStates ?? []) end.next(part);
  });
  const failing = parts.flatMap((part) => part.failing);
  return new Yielding((parts[0] ?? last).startState, last.endStates, failing);
}

/**
 * Parts in running order. A failure in any of them leads to `onFailure`, with `$problem`. Outside of a scope a failure ends
 * the execution at its state, and a person can redrive it from there.
 */
export function scope(onFailure: Part, parts: readonly [...Part[], Part]): Part {
  const whole = flow(...parts);
  for (const state of whole.failing) leadFailure(state, onFailure, 'problem');
  return new Part(whole.startState, whole.endStates);
}

/** Variables that keep an error. */
type Caught = 'problem' | 'unsaved' | 'unwarmed' | 'unlooked';

/** A failure of `part` leads to `recovery`, with the error in a variable. Both continue with what follows. */
export function orElse<Output>(
  part: Part & HandsOn<Output>,
  variable: Caught,
  recovery: Part & HandsOn<Output>,
): Yielding<Output>;
export function orElse(part: Part, variable: Caught, recovery: Part): Part;
export function orElse(part: Part, variable: Caught, recovery: Part): Part {
  for (const state of part.failing) leadFailure(state, recovery, variable);
  return new Yielding(part.startState, [...part.endStates, ...recovery.endStates], recovery.failing);
}

interface HandsOn<out Output> {
  readonly output: Expression<Output>;
}

/**
 * `variable` keeps the error. Inside a Parallel it needs a name of its own: Step Functions refuses an inner scope that
 * assigns a variable of an outer one.
 */
function leadFailure(state: CanFail, to: Part, variable: Caught): void {
  state.addCatch(to, { errors: ['States.ALL'], assign: { [variable]: written(problem) } });
}

/** The ways on from a question: the first whose condition holds, else `otherwise`. `'go on'` continues with what follows. */
export function branches(
  choice: sfn.Choice,
  ways: readonly { readonly condition: Expression<boolean>; readonly part: Part | 'go on' }[],
  otherwise: Part | 'go on',
): Part {
  const ends: sfn.INextable[] = [];
  const parts: Part[] = [];
  const lead = (part: Part | 'go on', to: (next: sfn.IChainable) => sfn.Choice): void => {
    if (part === 'go on') {
      ends.push({
        next(next) {
          to(next);
          return sfn.Chain.start(next);
        },
      });
      return;
    }
    to(part);
    parts.push(part);
    ends.push(...part.endStates);
  };
  for (const { condition, part } of ways)
    lead(part, (next) => choice.when(sfn.Condition.jsonata(String(written(condition))), next));
  lead(otherwise, (next) => choice.otherwise(next));
  return new Part(choice, ends, [...new Set(parts.flatMap(({ failing }) => failing))]);
}

/** Continues after a state's failure, when nothing that follows depends on the state. */
export const ignoredFailure = (state: CanFail): sfn.INextable => ({
  next(next) {
    state.addCatch(next, { errors: ['States.ALL'] });
    return sfn.Chain.start(next);
  },
});
