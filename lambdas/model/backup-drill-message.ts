import type { EndedDrill } from './backup-drill.ts';

/** What DevOps is told of backup drills. */
export type BackupDrillMessage =
  /** A backup drill is over, or did not begin. */
  | { readonly kind: 'backup-drill'; readonly ended: EndedDrill }
  /** Throw-away databases that backup drills had left behind: RDS was asked to delete them, or refused it. */
  | {
      readonly kind: 'throw-away-left';
      readonly deleted: readonly string[];
      readonly refused: readonly { readonly instance: string; readonly cause: string }[];
    };
