import type { Run } from '../run/run.ts';
import { over } from './00-over.ts';
import { maintenance } from './01-maintenance.ts';
import { nothingDeleted } from './02-nothing-deleted.ts';
import { verifiedPairs } from './03-verified-pairs.ts';
import { oneActor } from './04-one-actor.ts';
import { told } from './05-told.ts';
import { others } from './07-others.ts';
import { writes } from './08-writes.ts';
import { secrets } from './09-secrets.ts';
import { marked } from './10-marked.ts';
import { cause } from './11-cause.ts';

/** A broken invariant, by its number in the design (0: nothing is stuck; 11: triage). Number 6 is judged between runs: `06-same-outcome.ts`. */
export interface Violation {
  readonly invariant: number;
  readonly what: string;
}

const INVARIANTS: readonly (readonly [number, (run: Run) => string[]])[] = [
  [0, over],
  [1, maintenance],
  [2, nothingDeleted],
  [3, verifiedPairs],
  [4, oneActor],
  [5, told],
  [7, others],
  [8, writes],
  [9, secrets],
  [10, marked],
  [11, cause],
];

/** Holds a run to every invariant: on the world's state at its end and everything that was called, never on what a workflow says of itself. */
export const violations = (run: Run): Violation[] =>
  INVARIANTS.flatMap(([invariant, check]) => check(run).map((what) => ({ invariant, what })));
