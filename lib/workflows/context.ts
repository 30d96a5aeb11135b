import type { Moment } from '../../lambdas/model/lock.ts';
import { type Expression, expression, type Ref } from './expression.ts';

/** What Step Functions itself knows where a state runs. */

/**
 * When the state was entered, or redriven if that was later: the only clock a step knows. A redrive goes on with a state
 * without entering it anew, so its own time may be hours old.
 */
export const now: Expression<string> = expression(
  '( $entered := $states.context.State.EnteredTime; $redriven := $states.context.Execution.RedriveTime; $redriven > $entered ? $redriven : $entered )',
);

/** Now, and when a person last redrove the execution: deadlines start again there. */
export const moment: { readonly [Key in keyof Moment]: Expression<Moment[Key]> } = {
  now,
  redrivenAt: expression(
    '$exists($states.context.Execution.RedriveTime) ? $states.context.Execution.RedriveTime : null',
  ),
};

/** How often the state has been retried since it was entered. */
export const tried: Expression<number> = expression('$states.context.State.RetryCount');

/** The execution, and what it was started with: nothing is known of that but what a step makes of it. */
export const execution = {
  arn: expression<string>('$states.context.Execution.Id'),
  name: expression<string>('$states.context.Execution.Name'),
  startedAt: expression<string>('$states.context.Execution.StartTime'),
  input: expression<unknown>('$states.context.Execution.Input'),
} as const;

/** The input of a workflow that only another workflow starts, in the shape that its starting step gives it. */
export const inputOf = <T>(): Ref<T> => expression('$states.context.Execution.Input');

/** What the step of this state answered; for the state's own `assign` and `outputs`. */
export const answerOf = <Output>(): Ref<Output> => expression('$states.result.Payload');

/** What the branch of this Parallel state handed on, by its place. */
export const resultOf = <Result>(branch: number): Ref<Result> => expression(`$states.result[${branch}]`);

/** What the state before gave on; the builder types it by that state. */
export const inputFrom = <Output>(): Ref<Output> => expression('$states.input');

/** A failed state's error, as a `Catch` keeps it. */
export interface Problem {
  readonly error: string;
  readonly cause: string;
}

/** The error's name and what a person should read of it: a function's error arrives as JSON with its message inside. */
export const problem: { readonly [Key in keyof Problem]: Expression<string> } = {
  error: expression('$states.errorOutput.Error'),
  cause: expression(
    "( $cause := $exists($states.errorOutput.Cause) ? $states.errorOutput.Cause : ''; $substring($cause, 0, 1) = '{' ? $parse($cause).errorMessage : $cause )",
  ),
};

/** What this state has made, as it is. */
export const resultsOfAll: Expression<unknown> = expression('$states.result');
