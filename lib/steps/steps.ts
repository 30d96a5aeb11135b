import { Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type * as closeRelease from '../../lambdas/close-release/contract.ts';
import type * as closeRollback from '../../lambdas/close-rollback/contract.ts';
import type * as confirmRelease from '../../lambdas/confirm-release/contract.ts';
import type * as countLostWrites from '../../lambdas/count-lost-writes/contract.ts';
import type * as countWrites from '../../lambdas/count-writes/contract.ts';
import type * as createSnapshot from '../../lambdas/create-snapshot/contract.ts';
import type * as endSessions from '../../lambdas/end-sessions/contract.ts';
import type * as escalate from '../../lambdas/escalate/contract.ts';
import type * as freeze from '../../lambdas/freeze/contract.ts';
import type * as inspectEnvironment from '../../lambdas/inspect-environment/contract.ts';
import type * as inspectRestorePoint from '../../lambdas/inspect-restore-point/contract.ts';
import type * as lookAtAlarms from '../../lambdas/look-at-alarms/contract.ts';
import type * as lookAtMaintenance from '../../lambdas/look-at-maintenance/contract.ts';
import type * as lookAtMigration from '../../lambdas/look-at-migration/contract.ts';
import type * as lookAtRestoredDatabase from '../../lambdas/look-at-restored-database/contract.ts';
import type * as lookAtService from '../../lambdas/look-at-service/contract.ts';
import type * as lookAtServicesRunning from '../../lambdas/look-at-services-running/contract.ts';
import type * as lookAtServicesStopped from '../../lambdas/look-at-services-stopped/contract.ts';
import type * as lookAtSettling from '../../lambdas/look-at-settling/contract.ts';
import type * as lookAtSnapshot from '../../lambdas/look-at-snapshot/contract.ts';
import type * as lowerMaintenance from '../../lambdas/lower-maintenance/contract.ts';
import type * as pinKnownGood from '../../lambdas/pin-known-good/contract.ts';
import type * as proveDatabase from '../../lambdas/prove-database/contract.ts';
import type * as putConfigurationBack from '../../lambdas/put-configuration-back/contract.ts';
import type * as quarantineDatabase from '../../lambdas/quarantine-database/contract.ts';
import type * as raiseMaintenance from '../../lambdas/raise-maintenance/contract.ts';
import type * as readReleaseRequest from '../../lambdas/read-release-request/contract.ts';
import type * as readRollbackTrigger from '../../lambdas/read-rollback-trigger/contract.ts';
import type * as recordKnownGood from '../../lambdas/record-known-good/contract.ts';
import type * as recordRestorePoint from '../../lambdas/record-restore-point/contract.ts';
import type * as registerTaskDefinitions from '../../lambdas/register-task-definitions/contract.ts';
import type * as restoreDatabase from '../../lambdas/restore-database/contract.ts';
import type * as resumeServices from '../../lambdas/resume-services/contract.ts';
import type * as runChecks from '../../lambdas/run-checks/contract.ts';
import type * as sendMessage from '../../lambdas/send-message/contract.ts';
import type * as startMigration from '../../lambdas/start-migration/contract.ts';
import type * as startRollback from '../../lambdas/start-rollback/contract.ts';
import type * as startSettle from '../../lambdas/start-settle/contract.ts';
import type * as stopMigration from '../../lambdas/stop-migration/contract.ts';
import type * as stopRelease from '../../lambdas/stop-release/contract.ts';
import type * as stopServices from '../../lambdas/stop-services/contract.ts';
import type * as switchPointer from '../../lambdas/switch-pointer/contract.ts';
import type * as switchService from '../../lambdas/switch-service/contract.ts';
import type * as takeLock from '../../lambdas/take-lock/contract.ts';
import type * as takeOverLock from '../../lambdas/take-over-lock/contract.ts';
import type * as triage from '../../lambdas/triage/contract.ts';
import type * as watchdog from '../../lambdas/watchdog/contract.ts';
import type * as writeChangeRecord from '../../lambdas/write-change-record/contract.ts';
import type * as writePostMortem from '../../lambdas/write-post-mortem/contract.ts';
import { resolve } from '../configuration/reference.ts';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import type { Audiences } from '../storage/audiences.ts';
import type { Storage } from '../storage/storage.ts';
import { settings } from '../workflows/settings.ts';
import { type Grant, Grants } from './grants.ts';
import { allow, Step } from './step.ts';

export type Steps = ReturnType<typeof createSteps>;

/** Every step of the workflows, each with just what it needs. */
export function createSteps(
  scope: Construct,
  configuration: CheckedConfiguration,
  storage: Storage,
  audiences: Audiences,
) {
  const group = new Construct(scope, 'Steps');
  const g = new Grants(configuration, storage);
  const { arns } = g;

  const step = <Input, Output>(name: string, ...grants: Grant[]): Step<Input, Output> =>
    new Step<Input, Output>(group, name, {
      key: storage.key,
      environmentName: configuration.name,
      environment: Object.assign({}, ...grants.map((grant) => grant.environment ?? {})),
      permissions: grants.flatMap((grant) => grant.permissions),
    });

  /** A step that talks SQL runs in the database's network. */
  const sqlStep = <Input, Output>(name: string, ...grants: Grant[]): Step<Input, Output> =>
    withinVpc(step<Input, Output>(name, g.sql, ...grants), configuration);

  const only = (
    actions: string[],
    resources: string[],
    conditions?: Record<string, Record<string, string | string[]>>,
  ): Grant => ({
    permissions: [allow(actions, resources, conditions)],
  });
  const ours = { 'aws:RequestTag/knowngood': configuration.name };
  /** For functions that no workflow calls: what a state would give them are their variables. */
  const tellDevops: Grant = {
    environment: {
      DEVOPS_TOPIC: audiences.devops.topicArn,
      LANGUAGE_OF_MESSAGES: configuration.language,
      TIME_ZONE: configuration.timeZone,
    },
    permissions: g.tell(audiences.devops).permissions,
  };
  const tagOurs = (resources: string[]): Grant => only(['rds:AddTagsToResource'], resources, { StringEquals: ours });

  return {
    // Requests and the lock
    readReleaseRequest: step<readReleaseRequest.Input, readReleaseRequest.Output>('read-release-request'),
    readRollbackTrigger: step<readRollbackTrigger.Input, readRollbackTrigger.Output>(
      'read-rollback-trigger',
      g.searchLedger,
      g.describeAlarms,
      g.readAlarmHistory,
      g.describeExecutions('release', 'rollback', 'decision'),
    ),
    takeLock: step<takeLock.Input, takeLock.Output>(
      'take-lock',
      g.take,
      g.describeExecutions('release', 'rollback', 'decision'),
    ),
    takeOverLock: step<takeOverLock.Input, takeOverLock.Output>('take-over-lock', g.take),
    stopRelease: step<stopRelease.Input, stopRelease.Output>(
      'stop-release',
      g.describeExecutions('release'),
      only(['states:StopExecution'], [arns.executions('release')]),
    ),
    triage: step<triage.Input, triage.Output>('triage', g.searchLedger, g.describeServices),
    confirmRelease: step<confirmRelease.Input, confirmRelease.Output>(
      'confirm-release',
      g.searchLedger,
      only(['dynamodb:UpdateItem'], [storage.ledger.tableArn]),
    ),
    closeRelease: step<closeRelease.Input, closeRelease.Output>('close-release', g.act),
    closeRollback: step<closeRollback.Input, closeRollback.Output>('close-rollback', g.act),
    freeze: step<freeze.Input, freeze.Output>('freeze', g.act),
    startRollback: step<startRollback.Input, startRollback.Output>('start-rollback', g.startRollback),

    // The environment and its known good
    inspectEnvironment: step<inspectEnvironment.Input, inspectEnvironment.Output>(
      'inspect-environment',
      g.describeServices,
      g.lookAtTasks,
      g.readPointer,
      g.describeDatabases,
      g.describeAlarms,
      only(['ecr:DescribeImages'], arns.repositories),
      g.readPromotions,
      only(['sns:ListSubscriptionsByTopic'], [audiences.devops.topicArn, audiences.teams.topicArn]),
    ),
    recordKnownGood: step<recordKnownGood.Input, recordKnownGood.Output>(
      'record-known-good',
      g.record,
      g.searchLedger,
      only(['ssm:GetParametersByPath'], [...arns.parameterPaths, ...arns.parameters]),
    ),
    recordRestorePoint: step<recordRestorePoint.Input, recordRestorePoint.Output>('record-restore-point', g.record),

    // Maintenance mode
    raiseMaintenance: step<raiseMaintenance.Input, raiseMaintenance.Output>(
      'raise-maintenance',
      g.act,
      g.bypass,
      g.describeRules,
      only(['elasticloadbalancing:CreateRule'], arns.listeners, { StringEquals: ours }),
      only(['elasticloadbalancing:AddTags'], arns.rules, {
        StringEquals: { ...ours, 'elasticloadbalancing:CreateAction': 'CreateRule' },
      }),
    ),
    lookAtMaintenance: step<lookAtMaintenance.Input, lookAtMaintenance.Output>('look-at-maintenance', g.act),
    lowerMaintenance: step<lowerMaintenance.Input, lowerMaintenance.Output>(
      'lower-maintenance',
      g.act,
      g.describeRules,
      only(['elasticloadbalancing:DeleteRule'], arns.rules, {
        StringEquals: { 'aws:ResourceTag/knowngood': configuration.name },
      }),
    ),

    // Services
    stopServices: step<stopServices.Input, stopServices.Output>(
      'stop-services',
      g.act,
      g.describeServices,
      g.updateServices,
      g.lookAtAutoscaling,
      g.suspendAutoscaling,
    ),
    lookAtServicesStopped: step<lookAtServicesStopped.Input, lookAtServicesStopped.Output>(
      'look-at-services-stopped',
      g.lookAtTasks,
    ),
    registerTaskDefinitions: step<registerTaskDefinitions.Input, registerTaskDefinitions.Output>(
      'register-task-definitions',
      g.act,
      g.passTaskRoles,
      only(['ecs:DescribeTaskDefinition'], ['*']),
      only(['ecs:RegisterTaskDefinition', 'ecs:TagResource'], [arns.taskDefinitions]),
    ),
    pinKnownGood: step<pinKnownGood.Input, pinKnownGood.Output>(
      'pin-known-good',
      g.act,
      g.passTaskRoles,
      only(['ecs:DescribeTaskDefinition'], ['*']),
      only(['ecs:RegisterTaskDefinition', 'ecs:TagResource'], [arns.taskDefinitions]),
      only(['ecr:DescribeImages'], arns.repositories),
    ),
    startMigration: step<startMigration.Input, startMigration.Output>(
      'start-migration',
      g.record,
      only(['ecs:DescribeServices'], [arns.migrationService]),
      g.passTaskRoles,
      only(['ecs:RunTask'], [arns.taskDefinitions], { ArnEquals: { 'ecs:cluster': arns.cluster } }),
    ),
    lookAtMigration: step<lookAtMigration.Input, lookAtMigration.Output>(
      'look-at-migration',
      only(['ecs:DescribeTasks'], [arns.tasks]),
    ),
    stopMigration: step<stopMigration.Input, stopMigration.Output>(
      'stop-migration',
      g.act,
      g.lookAtTasks,
      only(['ecs:StopTask'], [arns.tasks], { ArnEquals: { 'ecs:cluster': arns.cluster } }),
    ),
    switchService: step<switchService.Input, switchService.Output>(
      'switch-service',
      g.act,
      g.describeServices,
      g.updateServices,
    ),
    lookAtService: step<lookAtService.Input, lookAtService.Output>('look-at-service', g.describeServices),
    resumeServices: step<resumeServices.Input, resumeServices.Output>(
      'resume-services',
      g.record,
      g.describeServices,
      g.updateServices,
      g.suspendAutoscaling,
    ),
    lookAtServicesRunning: step<lookAtServicesRunning.Input, lookAtServicesRunning.Output>(
      'look-at-services-running',
      g.act,
      g.describeServices,
    ),

    // The database
    endSessions: sqlStep<endSessions.Input, endSessions.Output>('end-sessions', g.act),
    countWrites: sqlStep<countWrites.Input, countWrites.Output>('count-writes'),
    countLostWrites: sqlStep<countLostWrites.Input, countLostWrites.Output>('count-lost-writes'),
    createSnapshot: step<createSnapshot.Input, createSnapshot.Output>(
      'create-snapshot',
      g.act,
      g.describeSnapshots,
      g.storageKey,
      only(['rds:CreateDBSnapshot'], [...arns.databases, arns.snapshots]),
      tagOurs([arns.snapshots]),
    ),
    lookAtSnapshot: step<lookAtSnapshot.Input, lookAtSnapshot.Output>('look-at-snapshot', g.describeSnapshots),
    inspectRestorePoint: step<inspectRestorePoint.Input, inspectRestorePoint.Output>(
      'inspect-restore-point',
      g.describeSnapshots,
    ),
    restoreDatabase: step<restoreDatabase.Input, restoreDatabase.Output>(
      'restore-database',
      g.act,
      g.describeDatabases,
      g.storageKey,
      only(['rds:RestoreDBInstanceFromDBSnapshot'], [arns.restored, arns.snapshots, ...arns.databaseGroups]),
      tagOurs([arns.restored]),
    ),
    lookAtRestoredDatabase: sqlStep<lookAtRestoredDatabase.Input, lookAtRestoredDatabase.Output>(
      'look-at-restored-database',
      g.describeDatabases,
    ),
    proveDatabase: sqlStep<proveDatabase.Input, proveDatabase.Output>('prove-database', g.readPointer),
    switchPointer: step<switchPointer.Input, switchPointer.Output>('switch-pointer', g.act, g.writePointer),
    quarantineDatabase: sqlStep<quarantineDatabase.Input, quarantineDatabase.Output>(
      'quarantine-database',
      g.act,
      g.describeDatabases,
      tagOurs(arns.databases),
    ),

    startSettle: step<startSettle.Input, startSettle.Output>('start-settle', {
      environment: { SETTLE_MACHINE: arns.machine('settle') },
      permissions: [allow(['states:StartExecution'], [arns.machine('settle')])],
    }),
    lookAtSettling: step<lookAtSettling.Input, lookAtSettling.Output>(
      'look-at-settling',
      g.describeDatabases,
      g.describeSnapshots,
    ),

    // Configuration, checks, watch
    putConfigurationBack: step<putConfigurationBack.Input, putConfigurationBack.Output>(
      'put-configuration-back',
      g.act,
      g.parameterKeys,
      only(['ssm:GetParameterHistory', 'ssm:PutParameter'], arns.parameters),
    ),
    runChecks: step<runChecks.Input, runChecks.Output>('run-checks', g.bypass),
    lookAtAlarms: step<lookAtAlarms.Input, lookAtAlarms.Output>('look-at-alarms', g.describeAlarms),

    // People
    sendMessage: step<sendMessage.Input, sendMessage.Output>('send-message', g.tell(audiences.devops, audiences.teams)),
    writeChangeRecord: step<writeChangeRecord.Input, writeChangeRecord.Output>(
      'write-change-record',
      g.readLedger,
      g.writeDocuments('changes'),
      g.readHistories('release'),
    ),
    writePostMortem: step<writePostMortem.Input, writePostMortem.Output>(
      'write-post-mortem',
      g.readLedger,
      g.writeDocuments('post-mortems'),
      g.readHistories('release', 'rollback', 'decision'),
    ),
    escalate: step<escalate.Input, escalate.Output>(
      'escalate',
      g.readLedger,
      g.startRollback,
      g.describeExecutions('rollback'),
      g.readHistories('release', 'rollback', 'decision', 'settle'),
      tellDevops,
      g.noteTold,
    ),
    watchdog: sqlStep<watchdog.Input, watchdog.Output>(
      'watchdog',
      g.searchLedger,
      g.noteTold,
      g.describeServices,
      g.describeDatabases,
      g.startRollback,
      g.describeExecutions('release', 'rollback', 'decision'),
      tellDevops,
      {
        environment: {
          WATCHED: Stack.of(scope).toJsonString({
            cluster: configuration.cluster,
            services: configuration.services.map((service) => service.name),
            connection: settings(configuration).connection,
            tables: configuration.database.tables,
          } satisfies watchdog.Watched),
        },
        permissions: [],
      },
    ),
  };
}

const NETWORK_INTERFACES = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

/** Network of the functions that talk SQL; the permission for its interfaces is AWS's own list, which has no resource level. */
function withinVpc<Input, Output>(step: Step<Input, Output>, { database }: CheckedConfiguration): Step<Input, Output> {
  if (database.connect === undefined) return step;
  const cfn = step.function.node.defaultChild as CfnFunction;
  cfn.vpcConfig = {
    subnetIds: database.connect.subnets.map(resolve),
    securityGroupIds: database.connect.securityGroups.map(resolve),
  };
  step.function.addToRolePolicy(allow(NETWORK_INTERFACES, ['*']));
  // Lambda itself makes the interfaces; the function's own code never may.
  step.function.addToRolePolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      actions: NETWORK_INTERFACES,
      resources: ['*'],
      conditions: { ArnEquals: { 'lambda:SourceFunctionArn': step.arn } },
    }),
  );
  return step;
}
