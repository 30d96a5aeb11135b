import { runInNewContext } from 'node:vm';

/** An expression that searches for longer would take the time of all other checks. */
const LONGEST_MS = 500;

/** Whether the text has a match; null: it was searched for too long. */
export function hasMatch(source: string, text: string): boolean | null {
  try {
    return runInNewContext('new RegExp(source).test(text)', { source, text }, { timeout: LONGEST_MS }) as boolean;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null;
    throw error;
  }
}
