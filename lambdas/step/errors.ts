import { oneLine } from './one-line.ts';

/** A cause of Step Functions has at most 32,768 characters, and Lambda's wrapping takes part of them. */
export const LONGEST_CAUSE = 16_000;

/**
 * An error a workflow matches by name. `this.name` is set explicitly: minified classes lose their names. The message says
 * what went wrong, the value found, the value expected, and what to do. It is on one line, whatever texts of other services
 * it holds.
 */
export class StepError extends Error {
  constructor(name: string, message: string, options?: { cause: unknown }) {
    super(oneLine(message, LONGEST_CAUSE), options);
    this.name = name;
  }
}
