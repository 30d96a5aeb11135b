/**
 * Every step by its name, typed by its implementation: a state gives what the handler takes, and finds what it returns. A
 * step's name is its folder's (`test/lib/catalogue.test.ts`).
 */
interface Catalogue {
  // requests
  'close-release': typeof import('../../lambdas/requests/close-release/handler.ts');
  'close-rollback': typeof import('../../lambdas/requests/close-rollback/handler.ts');
  'confirm-release': typeof import('../../lambdas/requests/confirm-release/handler.ts');
  freeze: typeof import('../../lambdas/requests/freeze/handler.ts');
  'read-release-request': typeof import('../../lambdas/requests/read-release-request/handler.ts');
  'read-rollback-trigger': typeof import('../../lambdas/requests/read-rollback-trigger/handler.ts');
  'plan-rollback': typeof import('../../lambdas/requests/plan-rollback/handler.ts');
  'second-person': typeof import('../../lambdas/requests/second-person/handler.ts');
  'start-rollback': typeof import('../../lambdas/requests/start-rollback/handler.ts');
  'stop-release': typeof import('../../lambdas/requests/stop-release/handler.ts');
  'switch-automation': typeof import('../../lambdas/requests/switch-automation/handler.ts');
  'take-lock': typeof import('../../lambdas/requests/take-lock/handler.ts');
  'take-over-lock': typeof import('../../lambdas/requests/take-over-lock/handler.ts');
  triage: typeof import('../../lambdas/requests/triage/handler.ts');
  // environment
  'guard-removal': typeof import('../../lambdas/environment/guard-removal/handler.ts');
  'inspect-environment': typeof import('../../lambdas/environment/inspect-environment/handler.ts');
  'publish-running': typeof import('../../lambdas/environment/publish-running/handler.ts');
  'record-known-good': typeof import('../../lambdas/environment/record-known-good/handler.ts');
  'record-restore-point': typeof import('../../lambdas/environment/record-restore-point/handler.ts');
  // maintenance
  'look-at-maintenance': typeof import('../../lambdas/maintenance/look-at-maintenance/handler.ts');
  'lower-maintenance': typeof import('../../lambdas/maintenance/lower-maintenance/handler.ts');
  'try-probes': typeof import('../../lambdas/maintenance/try-probes/handler.ts');
  'raise-maintenance': typeof import('../../lambdas/maintenance/raise-maintenance/handler.ts');
  // services
  'look-at-migration': typeof import('../../lambdas/services/look-at-migration/handler.ts');
  'look-at-service': typeof import('../../lambdas/services/look-at-service/handler.ts');
  'look-at-services-running': typeof import('../../lambdas/services/look-at-services-running/handler.ts');
  'look-at-services-stopped': typeof import('../../lambdas/services/look-at-services-stopped/handler.ts');
  'inspect-known-good': typeof import('../../lambdas/services/inspect-known-good/handler.ts');
  'pause-schedules': typeof import('../../lambdas/services/pause-schedules/handler.ts');
  'pin-known-good': typeof import('../../lambdas/services/pin-known-good/handler.ts');
  'register-task-definitions': typeof import('../../lambdas/services/register-task-definitions/handler.ts');
  'resume-schedules': typeof import('../../lambdas/services/resume-schedules/handler.ts');
  'resume-services': typeof import('../../lambdas/services/resume-services/handler.ts');
  'start-migration': typeof import('../../lambdas/services/start-migration/handler.ts');
  'stop-migration': typeof import('../../lambdas/services/stop-migration/handler.ts');
  'stop-services': typeof import('../../lambdas/services/stop-services/handler.ts');
  'switch-service': typeof import('../../lambdas/services/switch-service/handler.ts');
  // database
  'advance-sequences': typeof import('../../lambdas/database/advance-sequences/handler.ts');
  'apply-owed-setting': typeof import('../../lambdas/database/apply-owed-setting/handler.ts');
  'begin-backup-drill': typeof import('../../lambdas/database/begin-backup-drill/handler.ts');
  'close-settling': typeof import('../../lambdas/database/close-settling/handler.ts');
  'count-lost-writes': typeof import('../../lambdas/database/count-lost-writes/handler.ts');
  'count-writes': typeof import('../../lambdas/database/count-writes/handler.ts');
  'create-snapshot': typeof import('../../lambdas/database/create-snapshot/handler.ts');
  'delete-expired': typeof import('../../lambdas/database/delete-expired/handler.ts');
  'delete-throw-away': typeof import('../../lambdas/database/delete-throw-away/handler.ts');
  'end-sessions': typeof import('../../lambdas/database/end-sessions/handler.ts');
  'inspect-owner': typeof import('../../lambdas/database/inspect-owner/handler.ts');
  'inspect-read-role': typeof import('../../lambdas/database/inspect-read-role/handler.ts');
  'inspect-restore-point': typeof import('../../lambdas/database/inspect-restore-point/handler.ts');
  'let-application-in': typeof import('../../lambdas/database/let-application-in/handler.ts');
  'look-at-restored-database': typeof import('../../lambdas/database/look-at-restored-database/handler.ts');
  'look-at-settling': typeof import('../../lambdas/database/look-at-settling/handler.ts');
  'look-at-standby': typeof import('../../lambdas/database/look-at-standby/handler.ts');
  'look-at-snapshot': typeof import('../../lambdas/database/look-at-snapshot/handler.ts');
  'prove-database': typeof import('../../lambdas/database/prove-database/handler.ts');
  'publish-backup-drill': typeof import('../../lambdas/database/publish-backup-drill/handler.ts');
  'quarantine-database': typeof import('../../lambdas/database/quarantine-database/handler.ts');
  'record-standby': typeof import('../../lambdas/database/record-standby/handler.ts');
  'restore-database': typeof import('../../lambdas/database/restore-database/handler.ts');
  'restore-throw-away': typeof import('../../lambdas/database/restore-throw-away/handler.ts');
  'restore-standby': typeof import('../../lambdas/database/restore-standby/handler.ts');
  'start-settle': typeof import('../../lambdas/database/start-settle/handler.ts');
  'start-standby': typeof import('../../lambdas/database/start-standby/handler.ts');
  'switch-pointer': typeof import('../../lambdas/database/switch-pointer/handler.ts');
  'warm-database': typeof import('../../lambdas/database/warm-database/handler.ts');
  // observation
  'look-at-check-tasks': typeof import('../../lambdas/observation/look-at-check-tasks/handler.ts');
  'start-check-tasks': typeof import('../../lambdas/observation/start-check-tasks/handler.ts');
  'look-at-alarms': typeof import('../../lambdas/observation/look-at-alarms/handler.ts');
  'put-configuration-back': typeof import('../../lambdas/observation/put-configuration-back/handler.ts');
  'run-checks': typeof import('../../lambdas/observation/run-checks/handler.ts');
  // people
  escalate: typeof import('../../lambdas/people/escalate/handler.ts');
  'remind-of-measures': typeof import('../../lambdas/people/remind-of-measures/handler.ts');
  'send-message': typeof import('../../lambdas/people/send-message/handler.ts');
  watchdog: typeof import('../../lambdas/people/watchdog/handler.ts');
  'write-change-record': typeof import('../../lambdas/people/write-change-record/handler.ts');
  'write-post-mortem': typeof import('../../lambdas/people/write-post-mortem/handler.ts');
}

export type StepName = keyof Catalogue;
export type InputOf<Name extends StepName> = Parameters<Catalogue[Name]['handler']>[0];
export type OutputOf<Name extends StepName> = Awaited<ReturnType<Catalogue[Name]['handler']>>;
