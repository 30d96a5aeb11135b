import { Duration } from 'aws-cdk-lib';
import type { Settling } from '../../lambdas/database/start-settle/contract.ts';
import { execution, inputOf, moment } from './context.ts';
import { flow, type Part } from './flow.ts';
import { $ } from './variables.ts';
import type { Workflow } from './workflow.ts';

/** The first backup of a restored instance can last for hours. */
const LOOK_EVERY = Duration.minutes(5);
const SETTLED_WITHIN_MINUTES = 24 * 60;

/**
 * After a restore: waits until RDS has finished, compares the new instance with the replaced one, and reports what is owed.
 */
export function settleDefinition(w: Workflow): Part {
  const settling = inputOf<Settling>();
  const look = w.task(
    'Look whether the database has settled',
    w.steps.lookAtSettling,
    { moment, since: execution.startedAt, settling, limitMinutes: SETTLED_WITHIN_MINUTES },
    (answer) => ({ settled: answer }),
  );
  return flow(
    w.lookUntil(look, {
      question: 'Has the database settled?',
      done: (seen) => seen.settled,
      every: LOOK_EVERY,
    }),
    w.tell('Tell how the database has settled', 'devops', {
      kind: 'settled',
      instance: settling.instance,
      safetySnapshot: settling.safetySnapshot,
      snapshotStatus: $.settled.snapshotStatus,
      differences: $.settled.differences,
    }),
    w.succeed('The database has settled', { differences: $.settled.differences }),
  );
}
