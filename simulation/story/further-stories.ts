import { STATES } from '../../lambdas/model/state-names.ts';
import { at, type Cell, cell } from '../faults/cell.ts';
import { OTHER_CONFIGURATIONS } from '../world/other-configurations.ts';
import { type Scenario, story } from './scenario.ts';

/** A story for states that the bases leave out; faults are tried in these states alone. */
export interface Further {
  readonly scenario: Scenario;
  /** `<machine> / <state>` that other stories visit too and that does something else here: tried here as well. */
  readonly also?: readonly string[];
}

/** What is only reported and never stops the work, each by the fault that leads there. */
const leftUndone = (machine: 'rollback' | 'decision'): Cell[] => [
  cell(machine, STATES.endTheSessionsOfTheMigration, 'access-denied', 'secretsmanager:GetSecretValue'),
  cell(machine, STATES.startTheSafetySnapshot, 'access-denied', 'rds:CreateDBSnapshot'),
  cell(machine, STATES.writeThePostMortem, 'access-denied', 's3:PutObject'),
  cell(machine, STATES.startSettle, 'access-denied', 'states:StartExecution'),
];
/** The release fails behind its fence, and has changed nothing. */
const NOTHING_CHANGED = cell('release', STATES.createTheRestorePoint, 'access-denied', 'rds:CreateDBSnapshot');

export const FURTHER: readonly Further[] = [
  { scenario: story({ policy: 'ask', decided: 'reopen' }) },
  {
    scenario: story({
      ...{ policy: 'ask', decided: 'reopen' },
      given: [cell('decision', STATES.writeThePostMortemOfTheReopening, 'access-denied', 's3:PutObject')],
    }),
  },
  { scenario: story({ policy: 'ask', decided: 'keep', migration: 'compatible' }) },
  { scenario: story({ bad: 'after-window' }) },
  { scenario: story({ bad: 'does-not-start' }) },
  {
    scenario: story({ bad: 'image-gone' }),
    also: [at('rollback', STATES.inspectTheKnownGood), at('decision', STATES.inspectTheKnownGood)],
  },
  { scenario: story({ bad: 'refused' }) },
  { scenario: story({ bad: 'dry-run' }) },
  { scenario: story({ migration: 'none', bad: 'after-close', by: 'person' }) },
  { scenario: story({ migration: 'none', bad: 'unobserved' }) },
  { scenario: story({ migration: 'none', bad: 'switched-off' }) },
  { scenario: story({ bad: 'weeks-later' }) },
  {
    scenario: story({ bad: 'forward-again' }),
    also: [
      at('decision', STATES.readWhatStartedTheRollback),
      at('decision', STATES.triage),
      at('decision', STATES.inspectTheRestorePoint),
      at('decision', STATES.restoreTheDatabaseBesideTheLiveOne),
      at('decision', STATES.letTheApplicationIn),
      at('decision', STATES.pointTheApplicationAtTheRestoredDatabase),
      at('decision', STATES.quarantineTheReplacedDatabase),
      at('decision', STATES.closeTheRollback),
    ],
  },
  { scenario: story({ migration: 'none', bad: 'backup-drill' }) },
  {
    scenario: story({ bad: 'drill-meets-rollback' }),
    also: [at('backup-drill', STATES.beginTheBackupDrill), at('backup-drill', STATES.restoreTheThrowAwayDatabase)],
  },
  { scenario: story({ bad: 'password-rotated' }), also: [at('rollback', STATES.letTheApplicationIn)] },
  {
    scenario: story({ bad: 'standby' }),
    also: [at('rollback', STATES.restoreTheDatabaseBesideTheLiveOne), at('rollback', STATES.proveTheRestoredDatabase)],
  },
  // A person lets the rollback go on, and it uses the standby.
  { scenario: story({ bad: 'standby', policy: 'ask' }) },
  { scenario: story({ bad: 'standby-too-late' }) },
  { scenario: story({ bad: 'standby-touched' }) },
  { scenario: story({ bad: 'standby-of-two' }), also: [at('rollback', STATES.lookAtTheStandby)] },
  { scenario: story({ bad: 'standby-outlived' }) },
  // Its proof fails, it dies, and nobody can start it: the rollback restores as ever.
  ...[
    cell('standby', STATES.proveTheStandby, 'terminal-status'),
    cell('standby', STATES.lookWhetherTheStandbyIsReady, 'terminal-status'),
    cell('release', STATES.startTheStandby, 'access-denied', 'states:StartExecution'),
    cell('rollback', STATES.lookAtTheStandby, 'access-denied', 'dynamodb:GetItem'),
  ].map((one): Further => ({ scenario: story({ bad: 'standby', given: [one] }) })),
  // The release records a point in time, and the rollback restores it.
  {
    scenario: story({ migration: 'none', bad: 'asks-for-the-database', by: 'person' }),
    also: [
      at('rollback', STATES.inspectTheRestorePoint),
      at('rollback', STATES.restoreTheDatabaseBesideTheLiveOne),
      at('rollback', STATES.proveTheRestoredDatabase),
    ],
  },
  {
    scenario: story({ bad: 'return-to' }),
    also: [
      at('release', STATES.readTheRequest),
      at('release', STATES.registerTheTaskDefinitions),
      at('rollback', STATES.readWhatStartedTheRollback),
      at('rollback', STATES.triage),
      at('rollback', STATES.closeTheRollback),
    ],
  },
  {
    scenario: story({ pointer: 'secret' }),
    also: [
      at('release', STATES.inspectTheEnvironment),
      at('rollback', STATES.proveTheRestoredDatabase),
      at('rollback', STATES.pointTheApplicationAtTheRestoredDatabase),
    ],
  },
  {
    scenario: story({
      migration: 'none',
      bad: 'never',
      given: [cell('release', STATES.writeTheChangeRecord, 'access-denied', 's3:PutObject')],
    }),
  },
  {
    scenario: story({
      bad: 'never',
      given: [cell('release', STATES.lookAtMaintenanceModeForTheRelease, 'terminal-status')],
    }),
  },
  { scenario: story({ bad: 'never', given: [NOTHING_CHANGED] }) },
  {
    scenario: story({
      given: [
        cell('rollback', STATES.lookAtMaintenanceModeForTheRollback, 'terminal-status'),
        ...leftUndone('rollback'),
      ],
    }),
  },
  // Two listeners, services in an order and of other sizes, the pointer among the parameters that are recorded.
  {
    scenario: story({ configured: OTHER_CONFIGURATIONS }),
    // One listener may be done and the other not.
    also: [at('rollback', STATES.raiseMaintenanceModeForTheRollback), at('rollback', STATES.lowerMaintenanceMode)],
  },
  { scenario: story({ before: 'rolled-back' }) },
  // More writes are lost than agreed: a person decides.
  { scenario: story({ bad: 'after-close', lossLimit: 50 }) },
  // The same, with users in until they have decided.
  { scenario: story({ bad: 'after-close', lossLimit: 50, onFreeze: 'open' }) },
  // An alarm that rings anew after the rollback; the one that started it has time to recover.
  { scenario: story({ given: [cell('rollback', STATES.watchTheAlarms, 'terminal-status')] }) },
  {
    scenario: story({
      bad: 'in-migration',
      given: [cell('release', STATES.lookAtMaintenanceModeForTheRelease, 'terminal-status')],
    }),
    // Only here is there something to stop.
    also: [at('rollback', STATES.stopTheRelease), at('rollback', STATES.stopTheMigration)],
  },
  {
    scenario: story({
      policy: 'ask',
      given: [cell('rollback', STATES.lookAtMaintenanceModeForTheFreeze, 'terminal-status')],
    }),
  },
  {
    scenario: story({
      policy: 'ask',
      given: [
        cell('rollback', STATES.lookAtMaintenanceModeForTheFreeze, 'terminal-status'),
        ...leftUndone('decision'),
        cell('decision', STATES.watchTheAlarms, 'terminal-status'),
      ],
    }),
  },
  {
    scenario: story({
      policy: 'ask',
      goesOn: 'decision',
      given: [
        cell('rollback', STATES.stopTheRelease, 'stopped-by-a-person'),
        cell('decision', STATES.lookAtMaintenanceModeForTheFreeze, 'terminal-status'),
      ],
    }),
  },
  {
    scenario: story({
      ...{ policy: 'ask', migration: 'compatible', decided: 'keep' },
      given: [cell('rollback', STATES.lookAtMaintenanceModeForTheFreeze, 'terminal-status')],
    }),
  },
  {
    scenario: story({
      bad: 'never',
      goesOn: 'decision',
      given: [NOTHING_CHANGED, cell('rollback', STATES.resumeTheServicesAsTheyAre, 'stopped-by-a-person')],
    }),
  },
];
