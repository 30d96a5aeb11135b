import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { VARIABLES } from '../../lambdas/model/variables.ts';
import type { Watched } from '../../lambdas/people/watchdog/contract.ts';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import type { Grant } from '../permissions/grant.ts';
import { settings } from '../workflows/settings.ts';
import type { StepMaker } from './step-maker.ts';

/** Messages and documents for people; functions that no workflow calls. */
export function peopleSteps({
  step,
  sqlStep,
  only,
  g,
  arns,
  tellDevops,
  audiences,
  configuration,
  scope,
  storage,
}: StepMaker) {
  return {
    sendMessage: step(
      'send-message',
      tellDevops,
      {
        environment: { [VARIABLES.teamsTopic]: audiences.teams.topicArn },
        permissions: g.people.tell(audiences.teams).permissions,
      },
      ...(audiences.drill === undefined
        ? []
        : [
            {
              environment: { [VARIABLES.drillTopic]: audiences.drill.topicArn },
              permissions: g.people.tell(audiences.drill).permissions,
            },
          ]),
    ),
    writeChangeRecord: step(
      'write-change-record',
      g.ledger.read,
      g.people.writeDocuments('changes'),
      g.workflows.readHistories('release'),
    ),
    writePostMortem: step(
      'write-post-mortem',
      g.ledger.act,
      g.services.describe,
      g.services.lookAtTasks,
      g.surroundings.readAlarmHistory,
      only(['cloudwatch:GetMetricData'], ['*']),
      only(['logs:FilterLogEvents'], arns.applicationLogs),
      g.people.writeDocuments('post-mortems'),
      g.workflows.readHistories('release', 'rollback', 'decision'),
    ),
    remindOfMeasures: step('remind-of-measures', g.ledger.read, g.ledger.noteTold, g.people.readMeasures, tellDevops),
    escalate: step(
      'escalate',
      g.ledger.read,
      g.workflows.startRollback,
      g.workflows.describe('rollback'),
      g.workflows.readAllHistories,
      tellDevops,
      g.ledger.noteTold,
      {
        environment: configuration.requireSecondPerson === undefined ? {} : { [VARIABLES.byTwo]: 'true' },
        permissions: [],
      },
    ),
    watchdog: sqlStep(
      'reader',
      'watchdog',
      g.ledger.search,
      only(['dynamodb:UpdateItem'], [storage.ledger.tableArn]),
      g.ledger.noteTold,
      g.services.describe,
      g.surroundings.describeRules,
      g.database.describeInstances,
      g.database.readPointer,
      g.database.lookAtPointer,
      only(['cloudformation:DescribeStacks'], [arns.stacks]),
      g.workflows.startRollback,
      g.workflows.describe('release', 'rollback', 'decision'),
      tellDevops,
      {
        environment: { [VARIABLES.teamsTopic]: audiences.teams.topicArn },
        permissions: g.people.tell(audiences.teams).permissions,
      },
      watched(configuration, scope),
    ),
  };
}

/** What the watchdog compares, and where it looks. */
const watched = (configuration: CheckedConfiguration, scope: Construct): Grant => ({
  environment: {
    [VARIABLES.watched]: Stack.of(scope).toJsonString({
      cluster: configuration.cluster,
      pointer: settings(configuration).pointer,
      connection: settings(configuration).readConnection,
      // Nobody is told of single tables: everything counts as one number.
      scope: { ...settings(configuration).countScope, tables: [] },
      ...(configuration.requireSecondPerson === undefined ? {} : { secondPerson: true }),
      rules: {
        environment: configuration.name,
        page: configuration.maintenance.priorities.page,
        listeners: settings(configuration).listeners,
      },
    } satisfies Watched),
  },
  permissions: [],
});
