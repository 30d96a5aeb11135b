import type { DashboardLook } from '../../sandbox/services/cloudwatch/dashboard-look.ts';
import type { Mail } from '../../sandbox/services/sns/state.ts';
import type { Machine } from '../../sandbox/services/states/asl.ts';
import type { Execution } from '../../sandbox/services/states/execution.ts';
import type { Second } from './traffic-meter.ts';

/** A record of the ledger, as plain values. */
export type LedgerRecord = Readonly<Record<string, unknown>>;

/** A workflow that can be started. */
export interface Workflow {
  readonly arn: string;
  /** What a person calls it: `release`, `rollback`. */
  readonly label: string;
  readonly machine: Machine;
}

/** Everything the pages show, read anew for each page. */
export interface Sources {
  readonly workflows: readonly Workflow[];
  /** Oldest first. */
  executions(): readonly Execution[];
  mails(): readonly Mail[];
  ledger(): Promise<readonly LedgerRecord[]>;
  traffic(): readonly Second[];
  /** Virtual ms. */
  now(): number;
  /** The stack's dashboard, with data; undefined: it has none, or nobody asks for it. */
  dashboard?(): DashboardLook | undefined;
  readonly application: string;
  readonly endpoint: string;
}
