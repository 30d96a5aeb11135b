import type * as closeRelease from '../../lambdas/requests/close-release/contract.ts';
import type * as closeRollback from '../../lambdas/requests/close-rollback/contract.ts';
import type * as confirmRelease from '../../lambdas/requests/confirm-release/contract.ts';
import type * as freeze from '../../lambdas/requests/freeze/contract.ts';
import type * as readReleaseRequest from '../../lambdas/requests/read-release-request/contract.ts';
import type * as readRollbackTrigger from '../../lambdas/requests/read-rollback-trigger/contract.ts';
import type * as startRollback from '../../lambdas/requests/start-rollback/contract.ts';
import type * as stopRelease from '../../lambdas/requests/stop-release/contract.ts';
import type * as takeLock from '../../lambdas/requests/take-lock/contract.ts';
import type * as takeOverLock from '../../lambdas/requests/take-over-lock/contract.ts';
import type * as triage from '../../lambdas/requests/triage/contract.ts';
import type { StepMaker } from './step-maker.ts';

/** Requests, the lock, and the ends of work. */
export function requestSteps({ step, only, g, arns, storage }: StepMaker) {
  return {
    readReleaseRequest: step<readReleaseRequest.Input, readReleaseRequest.Output>('read-release-request'),
    readRollbackTrigger: step<readRollbackTrigger.Input, readRollbackTrigger.Output>(
      'read-rollback-trigger',
      g.ledger.search,
      g.surroundings.describeAlarms,
      g.surroundings.readAlarmHistory,
      g.workflows.describe('release', 'rollback', 'decision'),
    ),
    takeLock: step<takeLock.Input, takeLock.Output>(
      'take-lock',
      g.ledger.take,
      g.workflows.describe('release', 'rollback', 'decision'),
    ),
    takeOverLock: step<takeOverLock.Input, takeOverLock.Output>('take-over-lock', g.ledger.take),
    stopRelease: step<stopRelease.Input, stopRelease.Output>(
      'stop-release',
      g.workflows.describe('release'),
      only(['states:StopExecution'], [arns.executions('release')]),
    ),
    triage: step<triage.Input, triage.Output>('triage', g.ledger.search, g.services.describe),
    confirmRelease: step<confirmRelease.Input, confirmRelease.Output>(
      'confirm-release',
      g.ledger.search,
      only(['dynamodb:UpdateItem'], [storage.ledger.tableArn]),
    ),
    closeRelease: step<closeRelease.Input, closeRelease.Output>('close-release', g.ledger.act),
    closeRollback: step<closeRollback.Input, closeRollback.Output>('close-rollback', g.ledger.act),
    freeze: step<freeze.Input, freeze.Output>('freeze', g.ledger.act),
    startRollback: step<startRollback.Input, startRollback.Output>('start-rollback', g.workflows.startRollback),
  };
}
