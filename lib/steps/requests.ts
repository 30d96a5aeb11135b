import type { StepMaker } from './step-maker.ts';

/** Requests, the lock, and the ends of work. */
export function requestSteps({ step, only, g, arns, storage }: StepMaker) {
  const updateLedger = only(['dynamodb:UpdateItem'], [storage.ledger.tableArn]);
  return {
    readReleaseRequest: step('read-release-request'),
    readRollbackTrigger: step(
      'read-rollback-trigger',
      g.ledger.search,
      updateLedger,
      g.surroundings.describeAlarms,
      g.surroundings.readAlarmHistory,
      g.database.describeInstances,
      g.database.readPointer,
      g.workflows.describe('release', 'rollback', 'decision'),
    ),
    takeLock: step('take-lock', g.ledger.take, g.workflows.describe('release', 'rollback', 'decision')),
    takeOverLock: step('take-over-lock', g.ledger.take),
    stopRelease: step(
      'stop-release',
      g.workflows.describe('release'),
      only(['states:StopExecution'], [arns.executions('release')]),
    ),
    triage: step('triage', g.ledger.search, g.services.describe),
    confirmRelease: step('confirm-release', g.ledger.search, updateLedger),
    switchAutomation: step('switch-automation', g.ledger.search, updateLedger),
    closeRelease: step('close-release', g.ledger.act),
    closeRollback: step('close-rollback', g.ledger.act),
    freeze: step('freeze', g.ledger.act),
    planRollback: step('plan-rollback'),
    startRollback: step('start-rollback', g.workflows.startRollback),
  };
}
