import { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import type { Message } from '../../lambdas/model/message.ts';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import type { Step } from '../steps/step.ts';
import type { Steps } from '../steps/steps.ts';
import type { Audiences } from '../storage/audiences.ts';
import { type Expression, type Given, jsonata, now, problem } from './expression.ts';
import { temporary } from './retry.ts';

/** Variables a state assigns: name -> value, on the result in `$states.result.Payload` (see `answer`). */
export type Assign = Record<string, unknown>;

/** What a step answered, in the `assign` of its state. */
export const answer = (path = ''): Expression => jsonata(`$states.result.Payload${path === '' ? '' : `.${path}`}`);

/** A state ends 15 s after its function must have: the function's own error is the better one. */
const STATE_TIMEOUT = Duration.seconds(45);

/** What a workflow is made with. */
export interface WorkflowParts {
  readonly configuration: CheckedConfiguration;
  readonly steps: Steps;
  readonly audiences: Audiences;
}

/** Builds the states of one state machine: the few forms that all phases are made of. */
export class Workflow extends Construct {
  readonly configuration: CheckedConfiguration;
  readonly steps: Steps;
  private readonly audiences: Audiences;
  /** Where a task's failure leads; unset, it ends the execution at that task, from where it can be redriven. */
  private failure: { readonly to: sfn.IChainable } | undefined;

  constructor(scope: Construct, name: string, parts: WorkflowParts) {
    super(scope, name);
    this.configuration = parts.configuration;
    this.steps = parts.steps;
    this.audiences = parts.audiences;
  }

  /** ARN of an audience's topic. */
  topic(audience: 'devops' | 'teams'): string {
    return this.audiences[audience].topicArn;
  }

  /** From here on failures of tasks lead to `to`, with `$problem` = {error, cause}; without `to`, they end the execution. */
  failuresLeadTo(to: sfn.IChainable | undefined): void {
    this.failure = to === undefined ? undefined : { to };
  }

  /** A state that calls a step. Its output is the step's answer. */
  task<Input, Output>(
    name: string,
    step: Step<Input, Output>,
    input: Given<Input>,
    assign?: Assign,
    options: { uncaught?: boolean } = {},
  ): LambdaInvoke {
    const state = LambdaInvoke.jsonata(this, name, {
      lambdaFunction: step.function,
      payload: sfn.TaskInput.fromObject(input as Record<string, unknown>),
      outputs: answer(),
      ...(assign === undefined ? {} : { assign }),
      taskTimeout: sfn.Timeout.duration(STATE_TIMEOUT),
      retryOnServiceExceptions: false,
    });
    state.addRetry(temporary);
    if (this.failure !== undefined && options.uncaught !== true) this.caught(state, this.failure.to);
    return state;
  }

  /**
   * Leads a state's failure to another, keeping what failed in a variable. Inside a Parallel it must have a name of its own:
   * Step Functions refuses an inner scope that assigns a variable of an outer one.
   */
  caught(
    state: { addCatch(handler: sfn.IChainable, props: sfn.CatchProps): unknown },
    to: sfn.IChainable,
    variable = 'problem',
  ): void {
    state.addCatch(to, { errors: ['States.ALL'], assign: { [variable]: problem } } as sfn.CatchProps);
  }

  /**
   * Looks, and while not `done`, waits and looks again. With `again`, a step that may run twice and whose effect is looked
   * for, the loop begins with it and goes back to it. The looking step itself ends a loop that lasts too long.
   */
  lookUntil(
    look: LambdaInvoke,
    question: string,
    done: Expression,
    every: Duration,
    again: sfn.IChainable & sfn.INextable & { readonly startState: sfn.State } = look,
  ): sfn.Chain {
    // Before the choice looks for its open ends, of which a step to go back to is none.
    if (again !== look) again.next(look);
    const wait = sfn.Wait.jsonata(this, `Wait: ${question}`, { time: sfn.WaitTime.duration(every) });
    const choice = sfn.Choice.jsonata(this, question);
    look.next(choice);
    wait.next(again);
    choice.when(sfn.Condition.jsonata(not(done)), wait);
    const after = choice.afterwards({ includeOtherwise: true });
    return sfn.Chain.custom(again.startState, after.endStates, after);
  }

  /** Tells an audience. A message that cannot be sent never stops the work: the flow goes on either way. */
  tell(name: string, audience: 'devops' | 'teams', message: Given<Message>, assign?: Assign): sfn.Chain {
    const { language, timeZone } = this.configuration;
    const state = this.task(
      name,
      this.steps.sendMessage,
      { topic: this.topic(audience), language, timeZone, now, message },
      assign,
      { uncaught: true },
    );
    const on = sfn.Pass.jsonata(this, `After: ${name}`);
    state.addCatch(on, { errors: ['States.ALL'] });
    return state.next(on);
  }

  /** A task after the work is done: its failure is told to DevOps, and never undoes the work it is about. */
  orTell(state: LambdaInvoke, what: Extract<Message, { kind: 'left-undone' }>['what']): sfn.Chain {
    const missing = this.tell(`Tell that the ${what.replace('-record', ' record')} is missing`, 'devops', {
      kind: 'left-undone',
      what,
      cause: jsonata('$problem.cause'),
    });
    this.caught(state, missing.startState);
    return sfn.Chain.custom(state.startState, [...state.endStates, ...missing.endStates], state);
  }

  /** `yes` and `no` meet again behind the choice; a missing `no` goes straight on. */
  ifThen(question: string, condition: Expression, yes: sfn.IChainable, no?: sfn.IChainable): sfn.Chain {
    const choice = sfn.Choice.jsonata(this, question);
    // Asked before a branch hangs on it, the choice has one open end: its default.
    const otherwise = no === undefined ? choice.afterwards({ includeOtherwise: true }).endStates : no.endStates;
    choice.when(sfn.Condition.jsonata(condition), yes);
    if (no !== undefined) choice.otherwise(no);
    return sfn.Chain.custom(choice, [...yes.endStates, ...otherwise], choice);
  }
}

const not = (condition: Expression): Expression => jsonata(`$not(${condition.slice(3, -3)})`);
