/** The CloudFormation stack that has made something which is no longer as it was left. */
export interface StackBehind {
  readonly stack: string;
  /** When its last change began, ISO 8601: an update, or its creation. */
  readonly changedAt: string;
  /** Whether that was after the thing was left as the ledger says, or is still under way: then the stack has moved it. */
  readonly moved: boolean;
}

/** Something that no event reported, or that is still so after it was reported. */
export type Finding =
  | {
      readonly kind: 'unfinished';
      readonly work: 'release' | 'rollback';
      readonly id: string;
      readonly execution: string;
      /** How its execution ended: FAILED, TIMED_OUT, ABORTED, or MISSING. */
      readonly ending: string;
      readonly startRollback: boolean;
    }
  | { readonly kind: 'frozen'; readonly incident: string; readonly since: string; readonly open: boolean }
  | { readonly kind: 'maintenance-left-on'; readonly since: string }
  /** A fence has paused them, and nobody works on the environment. */
  | { readonly kind: 'schedules-paused'; readonly schedules: readonly string[]; readonly frozen: boolean }
  | {
      readonly kind: 'service-changed';
      readonly service: string;
      readonly runs: string;
      readonly expected: string;
      /** Null: not known. Absent: not asked, since nobody is told of it now. */
      readonly behind?: StackBehind | null;
    }
  /** The application was pointed at a database that a rollback has quarantined. */
  | {
      readonly kind: 'pointer-moved-back';
      readonly instance: string;
      readonly expected: string;
      readonly behind?: StackBehind | null;
    }
  /** A listener's rules are not as the ledger says, or as they were left. */
  | {
      readonly kind: 'rule-changed';
      readonly listener: string;
      readonly how: 'gone' | 'leads-elsewhere' | 'in-front' | 'page-left' | 'page-missing';
      /** Priority of the rule, and what it takes. */
      readonly rule: string;
      /** ARNs whose tags may name the stack behind it, the nearest first. */
      readonly tagged: readonly string[];
      readonly behind?: StackBehind | null;
    }
  | { readonly kind: 'quarantine-moving'; readonly instance: string; readonly writes: number };
