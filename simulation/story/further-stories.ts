import type { Cell } from '../faults/cell.ts';
import type { Scenario } from './scenario.ts';

/** A story for states that the bases leave out; faults are tried in these states alone. */
export interface Further {
  readonly scenario: Scenario;
  /** `<machine> / <state>` that other stories visit too and that does something else here: tried here as well. */
  readonly also?: readonly string[];
}

const story = (scenario: Partial<Scenario>): Scenario => ({
  ...{ migration: 'breaking', policy: 'restore-if-breaking', bad: 'in-watch', decided: 'restore', by: 'alarm' },
  watchdogMinutes: 5,
  ...scenario,
});
const of = (machine: string, state: string, kind: Cell['kind'], operation = ''): Cell => ({
  machine,
  state,
  kind,
  operation,
});

/** What is told, and never stops the work, each after the fault that leads there. */
const untold = (machine: 'rollback' | 'decision'): Cell[] => [
  of(machine, 'Start the safety snapshot', 'access-denied', 'rds:CreateDBSnapshot'),
  of(machine, 'Write the post-mortem', 'access-denied', 's3:PutObject'),
  of(machine, 'Start Settle', 'access-denied', 'states:StartExecution'),
];
/** The release fails behind its fence, and has changed nothing. */
const NOTHING_CHANGED = of('release', 'Create the restore point', 'access-denied', 'rds:CreateDBSnapshot');

export const FURTHER: readonly Further[] = [
  { scenario: story({ policy: 'ask', decided: 'reopen' }) },
  { scenario: story({ policy: 'ask', decided: 'keep', migration: 'compatible' }) },
  { scenario: story({ bad: 'after-window' }) },
  { scenario: story({ bad: 'does-not-start' }) },
  { scenario: story({ bad: 'refused' }) },
  { scenario: story({ bad: 'dry-run' }) },
  { scenario: story({ migration: 'none', bad: 'after-close', by: 'person' }) },
  { scenario: story({ migration: 'none', bad: 'unobserved' }) },
  {
    scenario: story({ bad: 'return-to' }),
    also: [
      'release / Read the request',
      'release / Register the task definitions',
      'rollback / Read what started the rollback',
      'rollback / Triage',
      'rollback / Close the rollback',
    ],
  },
  {
    scenario: story({ pointer: 'secret' }),
    also: [
      'release / Inspect the environment',
      'rollback / Prove the restored database',
      'rollback / Point the application at the restored database',
    ],
  },
  {
    scenario: story({
      migration: 'none',
      bad: 'never',
      given: [of('release', 'Write the change record', 'access-denied', 's3:PutObject')],
    }),
  },
  {
    scenario: story({
      bad: 'never',
      given: [of('release', 'Look at maintenance mode for the release', 'terminal-status')],
    }),
  },
  { scenario: story({ bad: 'never', given: [NOTHING_CHANGED] }) },
  {
    scenario: story({
      given: [of('rollback', 'Look at maintenance mode for the rollback', 'terminal-status'), ...untold('rollback')],
    }),
  },
  {
    scenario: story({
      bad: 'in-migration',
      given: [of('release', 'Look at maintenance mode for the release', 'terminal-status')],
    }),
    // Only here is there something to stop.
    also: ['rollback / Stop the release', 'rollback / Stop the migration'],
  },
  {
    scenario: story({
      policy: 'ask',
      given: [of('rollback', 'Look at maintenance mode for the freeze', 'terminal-status')],
    }),
  },
  {
    scenario: story({
      policy: 'ask',
      given: [
        of('rollback', 'Look at maintenance mode for the freeze', 'terminal-status'),
        ...untold('decision'),
        of('decision', 'Watch the alarms', 'terminal-status'),
      ],
    }),
  },
  {
    scenario: story({
      policy: 'ask',
      goesOn: 'decision',
      given: [
        of('rollback', 'Stop the release', 'stopped-by-a-person'),
        of('decision', 'Look at maintenance mode for the freeze', 'terminal-status'),
      ],
    }),
  },
  {
    scenario: story({
      ...{ policy: 'ask', migration: 'compatible', decided: 'keep' },
      given: [of('rollback', 'Look at maintenance mode for the freeze', 'terminal-status')],
    }),
  },
  {
    scenario: story({
      bad: 'never',
      goesOn: 'decision',
      given: [NOTHING_CHANGED, of('rollback', 'Resume the services as they are', 'stopped-by-a-person')],
    }),
  },
];
