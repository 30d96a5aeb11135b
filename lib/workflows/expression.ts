declare const expression: unique symbol;

/** A JSONata expression in a state's field: `{% … %}`. */
export type Expression = string & { readonly [expression]: true };

export const jsonata = (code: string): Expression => `{% ${code} %}` as Expression;

/**
 * A step's Input as a state gives it: every field, each a literal or an expression. A missing or misspelt field does not
 * compile; what an expression yields is checked by running the machine.
 */
export type Given<T> =
  | Expression
  | (T extends string | number | boolean | null | undefined
      ? T
      : T extends readonly (infer Item)[]
        ? readonly Given<Item>[]
        : T extends object
          ? { readonly [Key in keyof T]: Given<T[Key]> }
          : T);

/**
 * When the state was entered, or redriven if that was later: the only clock a step knows. A redrive goes on with a state
 * without entering it anew, so its own time may be hours old.
 */
export const now = jsonata(
  '( $entered := $states.context.State.EnteredTime; $redriven := $states.context.Execution.RedriveTime; $redriven > $entered ? $redriven : $entered )',
);

/** Now, and when a person last redrove the execution: deadlines start again there. */
export const moment = {
  now,
  redrivenAt: jsonata("$exists($states.context.Execution.RedriveTime) ? $states.context.Execution.RedriveTime : ''"),
};

/** How often the state has been retried since it was entered. */
export const tried = jsonata('$states.context.State.RetryCount');

/** The error's name and what a person should read of it: a function's error arrives as JSON with its message inside. */
export const problem = {
  error: jsonata('$states.errorOutput.Error'),
  cause: jsonata(
    "( $cause := $exists($states.errorOutput.Cause) ? $states.errorOutput.Cause : ''; $substring($cause, 0, 1) = '{' ? $parse($cause).errorMessage : $cause )",
  ),
};
