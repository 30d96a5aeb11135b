import { VARIABLES } from '../../lambdas/model/variables.ts';
import type { Step } from './step.ts';
import type { StepMaker } from './step-maker.ts';

/** Requests, the lock, and the ends of work. */
export function requestSteps(maker: StepMaker) {
  const { step, only, g, arns, storage } = maker;
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
    secondPerson: secondPerson(maker),
  };
}

/** Takes asking and confirming; without `requireSecondPerson` there is no such function. */
function secondPerson(maker: StepMaker): Step<'second-person'> | undefined {
  const { step, only, g, arns, storage, tellDevops, configuration } = maker;
  const { requireSecondPerson: rule } = configuration;
  if (rule === undefined) return undefined;
  return step(
    'second-person',
    g.ledger.act,
    only(['dynamodb:PutItem'], [storage.ledger.tableArn]),
    { environment: { [VARIABLES.namedSessions]: JSON.stringify(rule.namedSessions) }, permissions: [] },
    {
      environment: { [VARIABLES.decisionMachine]: arns.machine('decision') },
      permissions: only(['states:StartExecution'], [arns.machine('decision')]).permissions,
    },
    tellDevops,
  );
}
