import type { Execution } from '../../sandbox/services/states/execution.ts';

/**
 * An execution that ended as it should, but without what it was started for. Step Functions calls it failed; nothing is broken
 * and a person is to notice it: amber. By its error's name.
 */
const WITHOUT_PURPOSE: Readonly<Record<string, string>> = {
  Frozen: 'frozen: a person decides',
  NothingToUndo: 'nothing rolled back',
  BackupDrillFailed: 'nothing proven',
  BackupDrillRefused: 'nothing begun',
};

/** In words; `undefined` for every other error. */
export const withoutPurpose = (error: string | undefined): string | undefined => WITHOUT_PURPOSE[error ?? ''];

/** Why it ended so: its cause holds as JSON what would be its output. */
export function reasonsOf({ error }: Execution): readonly string[] {
  try {
    const { because } = JSON.parse(error?.reason ?? '') as { because?: unknown };
    return Array.isArray(because) ? because.map(String) : [];
  } catch {
    return [];
  }
}
