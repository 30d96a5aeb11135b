import type { Run } from '../run/run.ts';
import { nothingStuck } from './00-nothing-stuck.ts';
import { maintenance } from './01-maintenance.ts';
import { nothingDeleted } from './02-nothing-deleted.ts';
import { verifiedPairs } from './03-verified-pairs.ts';
import { oneActor } from './04-one-actor.ts';
import { endsReported } from './05-ends-reported.ts';
import { others } from './07-others.ts';
import { writes } from './08-writes.ts';
import { secrets } from './09-secrets.ts';
import { openIsWhole } from './10-open-is-whole.ts';
import { alarmAndCause } from './11-alarm-and-cause.ts';
import { settled } from './12-settled.ts';
import { givenOnce } from './13-given-once.ts';
import { neighbours } from './14-neighbours.ts';
import { takesWrites } from './15-takes-writes.ts';
import { counts } from './16-counts.ts';
import { fencedSnapshot } from './17-fenced-snapshot.ts';
import { visitors } from './18-visitors.ts';
import { watched } from './19-watched.ts';
import { kept } from './20-kept.ts';
import { complete } from './21-complete.ts';
import { agreedLoss } from './22-agreed-loss.ts';
import { warm } from './23-warm.ts';
import { jobs } from './24-jobs.ts';
import { checkTasks } from './25-check-tasks.ts';
import { stacks } from './26-stacks.ts';
import { staysOpen } from './27-stays-open.ts';
import { automation } from './28-automation.ts';
import { throwAways } from './29-throw-aways.ts';
import { standby } from './30-standby.ts';
import { secondPerson } from './31-second-person.ts';
import { inOrder } from './32-in-order.ts';
import { named } from './33-named.ts';

/** A broken invariant, by its number in the design (0: nothing is stuck; 11: triage). Number 6 is judged between runs: `06-same-outcome.ts`. */
export interface Violation {
  readonly invariant: number;
  readonly what: string;
}

/** Every invariant that one run can be held to. */
export const INVARIANTS: readonly (readonly [number, (run: Run) => string[]])[] = [
  [0, nothingStuck],
  [1, maintenance],
  [2, nothingDeleted],
  [3, verifiedPairs],
  [4, oneActor],
  [5, endsReported],
  [7, others],
  [8, writes],
  [9, secrets],
  [10, openIsWhole],
  [11, alarmAndCause],
  [12, settled],
  [13, givenOnce],
  [14, neighbours],
  [15, takesWrites],
  [16, counts],
  [17, fencedSnapshot],
  [18, visitors],
  [19, watched],
  [20, kept],
  [21, complete],
  [22, agreedLoss],
  [23, warm],
  [24, jobs],
  [25, checkTasks],
  [26, stacks],
  [27, staysOpen],
  [28, automation],
  [29, throwAways],
  [30, standby],
  [31, secondPerson],
  [32, inOrder],
  [33, named],
];

/** Holds a run to every invariant: on the world's state at its end and everything that was called, never on what a workflow says of itself. */
export const violations = (run: Run): Violation[] =>
  INVARIANTS.flatMap(([invariant, check]) => check(run).map((what) => ({ invariant, what })));
