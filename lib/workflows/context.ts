import type { Moment } from '../../lambdas/model/lock.ts';
import { type Expression, expression, type Ref } from './expression.ts';

/** What Step Functions itself knows when a state runs. */

/**
 * When the state was entered, or redriven if that was later: the only clock of a step. A redrive resumes a state without
 * entering it anew, so its entry may be hours old.
 */
export const now: Expression<string> = expression(
  // In every task: a longer form of it was a twentieth of the template.
  '$sort([$states.context.State.EnteredTime, $states.context.Execution.RedriveTime])[-1]',
);

/** Now, and when a person last redrove the execution: deadlines start again then. */
export const moment: { readonly [Key in keyof Moment]: Expression<Moment[Key]> } = {
  now,
  redrivenAt: expression(
    '$exists($states.context.Execution.RedriveTime) ? $states.context.Execution.RedriveTime : null',
  ),
};

/** How often the state has been retried since it was entered. */
export const tried: Expression<number> = expression('$states.context.State.RetryCount');

/** The execution and its input. The input has no type until a step has read it. */
export const execution = {
  arn: expression<string>('$states.context.Execution.Id'),
  name: expression<string>('$states.context.Execution.Name'),
  startedAt: expression<string>('$states.context.Execution.StartTime'),
  input: expression<unknown>('$states.context.Execution.Input'),
} as const;

/** Whether a person's input is about automation: another step reads it. */
export const aboutAutomation: Expression<boolean> = expression('$exists($states.context.Execution.Input.automation)');

/** Input of a workflow that only another workflow starts, typed by the step that starts it. */
export const inputOf = <T>(): Ref<T> => expression('$states.context.Execution.Input');

/** The step's answer, for the state's own `assign` and `outputs`. */
export const answerOf = <Output>(): Ref<Output> => expression('$states.result.Payload');

/** Result of a branch of this Parallel state, by its index. */
export const resultOf = <Result>(branch: number): Ref<Result> => expression(`$states.result[${branch}]`);

/** Output of the state before; the builder types it by that state. */
export const inputFrom = <Output>(): Ref<Output> => expression('$states.input');

/** Error of a failed state, as a `Catch` keeps it. */
export interface Problem {
  readonly error: string;
  readonly cause: string;
}

/** The error's name, and its message for people: a function's error arrives as JSON with the message inside. */
export const problem: { readonly [Key in keyof Problem]: Expression<string> } = {
  error: expression('$states.errorOutput.Error'),
  cause: expression(
    "( $cause := $exists($states.errorOutput.Cause) ? $states.errorOutput.Cause : ''; $substring($cause, 0, 1) = '{' ? $parse($cause).errorMessage : $cause )",
  ),
};

/** What each item of this Map state came to. */
export const resultsOfAll = <Result>(): Expression<readonly Result[]> => expression('$states.result');
