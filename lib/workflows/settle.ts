import { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { jsonata, moment } from './expression.ts';
import { answer, type Workflow } from './workflow.ts';

/** The first backup of a restored instance lasts for hours. */
const LOOK_EVERY = Duration.minutes(5);
const SETTLED_WITHIN_MINUTES = 24 * 60;

/** After a restore: waits until RDS has finished, compares the new instance with the replaced one, and tells what is owed. */
export function settleDefinition(w: Workflow): sfn.IChainable {
  const look = w.task(
    'Look whether the database has settled',
    w.steps.lookAtSettling,
    {
      moment,
      since: jsonata('$states.context.Execution.StartTime'),
      settling: jsonata('$states.context.Execution.Input'),
      limitMinutes: SETTLED_WITHIN_MINUTES,
    },
    { settled: answer() },
  );
  const tell = w.tell('Tell how the database has settled', 'devops', {
    kind: 'settled',
    instance: jsonata('$states.context.Execution.Input.instance'),
    safetySnapshot: jsonata('$states.context.Execution.Input.safetySnapshot'),
    snapshotStatus: jsonata('$settled.snapshotStatus'),
    differences: jsonata('$settled.differences'),
  });
  const done = sfn.Succeed.jsonata(w, 'The database has settled', {
    outputs: { differences: jsonata('$settled.differences') },
  });
  return w
    .lookUntil(look, 'Has the database settled?', jsonata('$states.input.settled'), LOOK_EVERY)
    .next(tell)
    .next(done);
}
