import { STATES, type StateName } from '../../lambdas/model/state-names.ts';
import type { Machine } from '../world/control-plane.ts';

/** Ways in which one call of a step goes wrong. */
export const CALL_KINDS = [
  'throttled-for-a-while',
  'throttled-for-ever',
  'server-errors',
  'access-denied',
  'time-out',
  'cut-off',
  'answer-lost',
  'answered-twice',
  'stale-read',
  'events-lost',
  'events-and-watchdog-lost',
] as const;

/** Ways in which a whole step goes wrong. */
export const STEP_KINDS = [
  'function-time-out',
  'function-answer-lost',
  'function-twice',
  'terminal-status',
  'stopped-by-a-person',
] as const;

export type Kind = (typeof CALL_KINDS)[number] | (typeof STEP_KINDS)[number];

/** One fault at one place: a state of a workflow, and for faults of a call the operation it hits. */
export interface Cell {
  readonly machine: string;
  readonly state: string;
  /** `<service>:<operation>`; empty for a fault of the whole step. */
  readonly operation: string;
  readonly kind: Kind;
}

/** A cell written by hand. */
export const cell = (machine: Machine, state: StateName, kind: Kind, operation = ''): Cell => ({
  machine,
  state,
  kind,
  operation,
});

/** The name of a state of a workflow. */
export const at = (machine: Machine, state: StateName): string => `${machine} / ${state}`;

/** What passes by itself: the outcome must be that of a run without it (invariant 6). */
const PASSING: readonly Kind[] = [
  'throttled-for-a-while',
  'server-errors',
  'time-out',
  'cut-off',
  'answer-lost',
  'answered-twice',
  'stale-read',
  'function-time-out',
  'function-answer-lost',
  'function-twice',
];

const CHECKS: readonly string[] = [STATES.runTheChecks, STATES.runTheChecksAsItIs];

/** Checks that fail as often as they are tried: nobody can tell a page that answers 500 three times from a bad version. */
const failsChecks = ({ state, operation }: Cell): boolean => CHECKS.includes(state) && operation.startsWith('http:');

/**
 * Whether the outcome must be that of a run without the fault. A release whose checks fail is given up, and goes back; who
 * goes on with a decision, not a redrive, leaves an execution that failed behind.
 */
export const mustPass = (cell: Cell, goesOn?: 'decision'): boolean =>
  PASSING.includes(cell.kind) && !((cell.machine === 'release' || goesOn === 'decision') && failsChecks(cell));

/** Whether nobody must have had to act. A rollback whose checks fail waits for whoever redrives it. */
export const passesAlone = (cell: Cell): boolean => mustPass(cell) && !failsChecks(cell);

export const nameOfCell = ({ machine, state, operation, kind }: Cell): string =>
  `${machine} / ${state}${operation === '' ? '' : ` / ${operation}`} / ${kind}`;
