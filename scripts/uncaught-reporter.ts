import { writeFileSync } from 'node:fs';
import type { Reporter } from 'vitest/node';

/** Writes down what nobody caught, beside the tests: Vitest's JSON report leaves it out. */
export default class UncaughtReporter implements Reporter {
  onTestRunEnd(_modules: unknown, errors: readonly { readonly message: string }[]): void {
    const file = process.env['UNCAUGHT_FILE'];
    if (file !== undefined) writeFileSync(file, JSON.stringify(errors.map(({ message }) => message)));
  }
}
