import { Stack } from 'aws-cdk-lib';
import type * as escalate from '../../lambdas/people/escalate/contract.ts';
import type * as sendMessage from '../../lambdas/people/send-message/contract.ts';
import type * as watchdog from '../../lambdas/people/watchdog/contract.ts';
import type * as writeChangeRecord from '../../lambdas/people/write-change-record/contract.ts';
import type * as writePostMortem from '../../lambdas/people/write-post-mortem/contract.ts';
import { settings } from '../workflows/settings.ts';
import type { StepMaker } from './step-maker.ts';

/** What people are told and what is written down; what no workflow calls. */
export function peopleSteps({ step, sqlStep, g, tellDevops, audiences, configuration, scope }: StepMaker) {
  return {
    sendMessage: step<sendMessage.Input, sendMessage.Output>(
      'send-message',
      g.people.tell(audiences.devops, audiences.teams),
    ),
    writeChangeRecord: step<writeChangeRecord.Input, writeChangeRecord.Output>(
      'write-change-record',
      g.ledger.read,
      g.people.writeDocuments('changes'),
      g.workflows.readHistories('release'),
    ),
    writePostMortem: step<writePostMortem.Input, writePostMortem.Output>(
      'write-post-mortem',
      g.ledger.read,
      g.people.writeDocuments('post-mortems'),
      g.workflows.readHistories('release', 'rollback', 'decision'),
    ),
    escalate: step<escalate.Input, escalate.Output>(
      'escalate',
      g.ledger.read,
      g.workflows.startRollback,
      g.workflows.describe('rollback'),
      g.workflows.readHistories('release', 'rollback', 'decision', 'settle'),
      tellDevops,
      g.ledger.noteTold,
    ),
    watchdog: sqlStep<watchdog.Input, watchdog.Output>(
      'reader',
      'watchdog',
      g.ledger.search,
      g.ledger.noteTold,
      g.services.describe,
      g.database.describeInstances,
      g.workflows.startRollback,
      g.workflows.describe('release', 'rollback', 'decision'),
      tellDevops,
      {
        environment: {
          WATCHED: Stack.of(scope).toJsonString({
            cluster: configuration.cluster,
            services: configuration.services.map((service) => service.name),
            connection: settings(configuration).readConnection,
            tables: configuration.database.tables,
          } satisfies watchdog.Watched),
        },
        permissions: [],
      },
    ),
  };
}
