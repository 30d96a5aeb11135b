import { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { AWAKE } from '../../lambdas/model/awake.ts';
import { STATE_TIMEOUT_SECONDS } from '../../lambdas/model/limits.ts';
import { partitionOf } from '../configuration/partition.ts';
import type { Step } from '../steps/step.ts';
import { temporary } from './retry.ts';

/** A function in a network takes an interface a call; none of a rollback that runs beside is to wait for one. */
const AT_ONCE = 5;

/**
 * Invokes, without work, the function of every state: one that nobody invokes for weeks becomes Inactive, and a rollback would wait
 * for it, or find that it cannot run any more, with users behind the page
 * (https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html). Fails, and names each function that does not answer.
 */
export class WakeDefinition extends Construct {
  readonly chainable: sfn.IChainable;

  /** @param called steps that states of the other workflows call */
  constructor(scope: Construct, called: readonly Step[], region: string) {
    super(scope, 'Wake');
    const list = called.map((step) => ({ name: step.stepName, arn: step.published.functionArn }));
    const answered = sfn.Pass.jsonata(this, 'It answers', { outputs: "{% '' %}" });
    const silent = sfn.Pass.jsonata(this, 'It does not answer', { outputs: '{% $problem %}' });
    const invoke = new sfn.CustomState(this, 'Invoke it', {
      stateJson: {
        Type: 'Task',
        Resource: `arn:${partitionOf(region)}:states:::lambda:invoke`,
        Arguments: { FunctionName: '{% $states.input.arn %}', Payload: AWAKE },
        Assign: { problem: '' },
        TimeoutSeconds: STATE_TIMEOUT_SECONDS,
      },
    });
    // The longer list: any of them may be in a network.
    invoke.addRetry(temporary({ inNetwork: true }));
    invoke.addCatch(silent, {
      assign: { problem: "{% $states.context.Map.Item.Value.name & ': ' & $states.errorOutput.Error %}" },
    });
    const each = sfn.Map.jsonata(this, 'Invoke every function', {
      items: sfn.ProvideItems.jsonArray(list),
      maxConcurrency: AT_ONCE,
      assign: { silent: "{% [$states.result[$ != '']] %}" },
    });
    each.itemProcessor(invoke.next(answered));
    const all = sfn.Succeed.jsonata(this, 'Every function answers');
    const some = sfn.Fail.jsonata(this, 'Functions do not answer', {
      error: 'FunctionsDoNotAnswer',
      cause: "{% $join($silent, ', ') %}",
    });
    const question = sfn.Choice.jsonata(this, 'Do all answer?').when(
      sfn.Condition.jsonata('{% $count($silent) = 0 %}'),
      all,
    );
    this.chainable = each.next(question.otherwise(some));
  }
}

/** Once a week: Lambda takes a function for idle after several. */
export const WAKE_EVERY = Duration.days(7);
