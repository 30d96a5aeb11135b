import type { Connection, Pointer, Sentinel } from '../../model/environment.ts';
import type { Moment } from '../../model/lock.ts';
import type { RestorePoint } from '../../model/release.ts';
import type { CountScope, WriteCounts } from '../../model/writes.ts';
import type { Output as LetIn } from '../let-application-in/contract.ts';

export const PROOF_FAILED = 'ProofFailed';

export interface Input {
  readonly moment: Moment;
  readonly since: string;
  readonly connection: Connection | null;
  /** Login of the application itself; null: none is configured, and it is not tried. */
  readonly application: Connection | null;
  /** Whether its password was set before, or why not. */
  readonly letIn: LetIn;
  readonly pointer: Pointer;
  readonly host: string;
  readonly port: number;
  readonly sentinels: readonly Sentinel[];
  readonly tables: readonly string[];
  readonly scope: CountScope;
  readonly restorePoint: RestorePoint;
  /** A person has looked, and takes the restored database as it is: what is wrong is told, and stops nothing. */
  readonly accepted: boolean;
  /** It is a drill's: nothing waits for it. Absent: a rollback's. */
  readonly throwAway?: boolean;
  /** How long cold storage may keep a sentinel from answering. */
  readonly limitMinutes: number;
}

/**
 * @throws ProofFailed naming every sentinel, table and login that is not as expected
 * @throws TookTooLong when a sentinel was never answered in time
 */
export interface Output {
  /** False: something did not answer in time yet. */
  readonly done: boolean;
  /** `accepted`: something is wrong, and a person accepted it. `unknown`: nothing was compared. */
  readonly proven: 'yes' | 'accepted' | 'unknown';
  readonly facts: readonly string[];
  /** Its write counters now, before users come to it: what they write to it is known from these. */
  readonly counts: WriteCounts;
}
