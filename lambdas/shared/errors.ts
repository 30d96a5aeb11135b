/**
 * An error a workflow matches by name. `this.name` is set, not taken from the class: minified classes lose their names.
 * The message says what went wrong, the value found, the value expected, and what to do.
 */
export class StepError extends Error {
  constructor(name: string, message: string, options?: { cause: unknown }) {
    super(message, options);
    this.name = name;
  }
}
