import type { Check } from '../../model/environment.ts';

export const CHECKS_FAILED = 'ChecksFailed';

export interface Input {
  /** Public URL of the application. */
  readonly url: string;
  readonly checks: readonly Check[];
  readonly affected: readonly string[];
  /** Go through the maintenance page. */
  readonly bypass: boolean;
}

/** @throws ChecksFailed naming every failed check, what it got and what was expected */
export interface Output {
  readonly passed: readonly string[];
}
