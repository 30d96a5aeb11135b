/**
 * Names of workflow states that other code uses too: the simulation looks for them, people read them in the history. Each
 * stands in a synthesized definition (`test/simulation/state-names.test.ts`).
 */
export const STATES = {
  // Of a release.
  readTheRequest: 'Read the request',
  takeTheLock: 'Take the lock',
  tryTheProbes: 'Try the probes',
  inspectTheEnvironment: 'Inspect the environment',
  announceTheRelease: 'Announce the release',
  recordTheKnownGood: 'Record the known good',
  createTheRestorePoint: 'Create the restore point',
  lookAtTheRestorePoint: 'Look at the restore point',
  countTheWritesAfterTheRestorePoint: 'Count the writes after the restore point',
  registerTheTaskDefinitions: 'Register the task definitions',
  countTheWritesAfterTheMigration: 'Count the writes after the migration',
  doesThisReleaseStillHoldTheEnvironment: 'Does this release still hold the environment?',
  lookAtMaintenanceModeForTheRelease: 'Look at maintenance mode for the release',
  startTheMigration: 'Start the migration',
  lookAtTheMigration: 'Look at the migration',
  closeTheRelease: 'Close the release',
  writeTheChangeRecord: 'Write the change record',
  thisWouldBeDone: 'This would be done',
  confirmTheRelease: 'Confirm the release',

  // Of a rollback, and of a decision, which runs the same states.
  readWhatStartedTheRollback: 'Read what started the rollback',
  takeOverTheLock: 'Take over the lock',
  stopTheRelease: 'Stop the release',
  letTheStepInFlightEnd: 'Let the step in flight end',
  stopTheMigration: 'Stop the migration',
  triage: 'Triage',
  tellThatNothingIsRolledBack: 'Tell that nothing is rolled back',
  resumeTheServicesAsTheyAre: 'Resume the services as they are',
  countTheLostWrites: 'Count the lost writes',
  restoreBesideSaveTheLiveOne: 'Restore beside, save the live one',
  restoreTheDatabaseBesideTheLiveOne: 'Restore the database beside the live one',
  proveTheRestoredDatabase: 'Prove the restored database',
  lookAtTheRestoredDatabase: 'Look at the restored database',
  doesTheRestoredDatabaseAcceptConnections: 'Does the restored database accept connections?',
  startTheSafetySnapshot: 'Start the safety snapshot',
  tellThatTheSafetySnapshotIsMissing: 'Tell that the safety snapshot is missing',
  countTheLostWritesAgain: 'Count the lost writes again',
  pointTheApplicationAtTheRestoredDatabase: 'Point the application at the restored database',
  quarantineTheReplacedDatabase: 'Quarantine the replaced database',
  closeTheRollback: 'Close the rollback',
  writeThePostMortem: 'Write the post-mortem',
  startSettle: 'Start Settle',
  endTheSessionsOnTheQuarantinedDatabase: 'End the sessions on the quarantined database',
  lookAtMaintenanceModeForTheFreeze: 'Look at maintenance mode for the freeze',
  announceTheRollback: 'Announce the rollback',
  inspectTheKnownGood: 'Inspect the known good',
  inspectTheRestorePoint: 'Inspect the restore point',
  raiseMaintenanceModeForTheRollback: 'Raise maintenance mode for the rollback',
  lookAtMaintenanceModeForTheRollback: 'Look at maintenance mode for the rollback',
  triageForTheDryRun: 'Triage for the dry run',

  // Of both.
  isItADryRun: 'Is it a dry run?',
  switchTheServices: 'Switch the services',
  switchAService: 'Switch a service',
  lookAtTheService: 'Look at the service',
  stopAllServices: 'Stop all services',
  lookWhetherAllTasksHaveStopped: 'Look whether all tasks have stopped',
  runTheChecks: 'Run the checks',
  runTheChecksAsItIs: 'Run the checks as it is',
  beginTheWatch: 'Begin the watch',
  watchTheAlarms: 'Watch the alarms',
  resumeTheServices: 'Resume the services',
  lookWhetherTheServicesRun: 'Look whether the services run',
  lowerMaintenanceMode: 'Lower maintenance mode',

  // Of Settle.
  lookWhetherTheDatabaseHasSettled: 'Look whether the database has settled',
  applyASettingThatIsOwed: 'Apply a setting that is owed',
} as const;

export type StateName = (typeof STATES)[keyof typeof STATES];
