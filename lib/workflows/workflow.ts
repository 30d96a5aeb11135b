import { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import type { WithoutPurpose } from '../../lambdas/model/errors.ts';
import { STATE_TIMEOUT_SECONDS } from '../../lambdas/model/limits.ts';
import type { Message } from '../../lambdas/model/message.ts';
import type { SecondPersonRule } from '../../lambdas/model/second-person.ts';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import type { InputOf, OutputOf, StepName } from '../steps/catalogue.ts';
import type { Step } from '../steps/step.ts';
import type { Steps } from '../steps/steps.ts';
import type { Audiences } from '../storage/audiences.ts';
import { answerOf, execution, inputFrom, now, resultOf, resultsOfAll } from './context.ts';
import { type Expression, type Given, type Ref, written } from './expression.ts';
import { branches, flow, ignoredFailure, orElse, Part, Yielding } from './flow.ts';
import { type LeftUndone, MISSING } from './left-undone.ts';
import { asText, not } from './operators.ts';
import type { Looking } from './pace.ts';
import { nameThePartition } from './partition.ts';
import { temporary } from './retry.ts';
import { type Settings, settings } from './settings.ts';
import { $, type Assign } from './variables.ts';

/** Everything a workflow is made from. */
export interface WorkflowParts {
  readonly configuration: CheckedConfiguration;
  readonly steps: Steps;
  readonly audiences: Audiences;
  readonly secondPerson: SecondPersonRule | null;
}

/** Builds the states of one state machine, in the few forms that all phases use. */
export class Workflow extends Construct {
  readonly configuration: CheckedConfiguration;
  /**
   * The configuration as steps take it, by the variable that holds it: written out in every state, a large configuration
   * would make the template too large.
   */
  readonly settings = $.settings;
  /** The same, written out: what `$settings` is assigned. */
  readonly written: Settings;
  readonly steps: Steps;
  /** Every loop of it: the most looks, and how many tasks each has. */
  readonly loops: { readonly looks: number; readonly tasks: number }[] = [];
  /** Steps that its states call. */
  readonly called: Set<Step> = new Set();
  readonly secondPerson: SecondPersonRule | null;
  private readonly audiences: Audiences;

  constructor(scope: Construct, name: string, parts: WorkflowParts) {
    super(scope, name);
    this.configuration = parts.configuration;
    this.written = settings(parts.configuration);
    this.steps = parts.steps;
    this.audiences = parts.audiences;
    this.secondPerson = parts.secondPerson;
  }

  /** ARN of an audience's topic. @throws Error where the configuration names no such audience */
  topic(audience: 'devops' | 'teams' | 'chat'): string {
    const topic = this.audiences[audience];
    if (topic === undefined) throw new Error(`There is no audience "${audience}".`);
    return topic.topicArn;
  }

  /** A state that calls a step. Its output is the step's answer. */
  task<Name extends StepName>(
    name: string,
    step: Step<Name>,
    input: Given<InputOf<Name>>,
    assign?: (answer: Ref<OutputOf<Name>>) => Assign,
  ): Yielding<OutputOf<Name>> {
    const answer = answerOf<OutputOf<Name>>();
    const state = LambdaInvoke.jsonata(this, name, {
      lambdaFunction: step.published,
      payload: sfn.TaskInput.fromObject(record(input)),
      outputs: written(answer),
      ...(assign === undefined ? {} : { assign: record(assign(answer)) }),
      taskTimeout: sfn.Timeout.duration(Duration.seconds(STATE_TIMEOUT_SECONDS)),
      retryOnServiceExceptions: false,
    });
    state.addRetry(temporary(step));
    this.called.add(step);
    nameThePartition(state, this.configuration.region);
    return new Yielding<OutputOf<Name>>(state, [state], [state]);
  }

  /**
   * Assigns `$settings`: written out once, since a large configuration fills a good part of what a template may have. What a
   * person typed stays with the execution, and is not handed on from state to state.
   */
  takeSettings(): Part {
    return this.pass('Take the settings', { assign: { settings: this.written }, outputs: {} });
  }

  /** A state that calls nothing: it assigns variables, or shapes its output. */
  pass(name: string, { assign, outputs }: { readonly assign?: Assign; readonly outputs?: unknown }): Yielding<unknown> {
    const state = sfn.Pass.jsonata(this, name, {
      ...(assign === undefined ? {} : { assign: record(assign) }),
      ...(outputs === undefined ? {} : { outputs: written(outputs) }),
    });
    return new Yielding<unknown>(state, [state]);
  }

  /** Makes an object the next state's input. */
  shape<Output>(name: string, outputs: Given<Output>): Yielding<Output> {
    const state = sfn.Pass.jsonata(this, name, { outputs: written(outputs) });
    return new Yielding<Output>(state, [state]);
  }

  wait(name: string, time: Duration | Expression<number>): Part {
    const state = sfn.Wait.jsonata(this, name, {
      time: time instanceof Duration ? sfn.WaitTime.duration(time) : sfn.WaitTime.seconds(String(written(time))),
    });
    return new Part(state, [state]);
  }

  /** The execution ends here, well. */
  succeed(name: string, outputs?: Readonly<Record<string, Expression<unknown>>>): Part {
    return new Part(sfn.Succeed.jsonata(this, name, outputs === undefined ? {} : { outputs: written(outputs) }), []);
  }

  /** The execution ends here, with the error that led here. */
  fail(name: string): Part {
    return this.failWith(name, $.problem.error, $.problem.cause);
  }

  /** The execution ends here without what it was started for. A failure has no output: what it would be is the cause, as JSON. */
  endWithout(name: string, error: WithoutPurpose, facts: Readonly<Record<string, Expression<unknown>>>): Part {
    return this.failWith(name, error, asText(facts));
  }

  private failWith(name: string, error: Given<string>, cause: Given<string>): Part {
    const state = sfn.Fail.jsonata(this, name, { error: String(written(error)), cause: String(written(cause)) });
    return new Part(state, []);
  }

  /** Looks, and while not `done`, waits and looks again. The looking step itself ends a loop that lasts too long. */
  lookUntil<Seen>(look: Yielding<Seen>, looking: Looking<Seen>): Yielding<Seen> {
    const { question, done, pace, withinMinutes, again } = looking;
    this.loops.push({ looks: pace.looks(withinMinutes * 60), tasks: again === undefined ? 1 : 2 });
    const first = again ?? look;
    const { wait } = pace;
    const waiting = this.wait(`Wait: ${question}`, wait instanceof Duration ? wait : wait(look.output));
    const choice = branches(
      sfn.Choice.jsonata(this, question),
      [{ condition: not(done(look.output)), part: waiting }],
      'go on',
    );
    const [back, ...ends] = choice.endStates;
    if (again !== undefined) flow(again, look);
    flow(look, choice);
    back?.next(first);
    const failing = again === undefined ? look.failing : [...again.failing, ...look.failing];
    return new Yielding<Seen>(first.startState, ends, failing);
  }

  /** `yes` and `no` meet again after the choice; without a `no` the flow continues. */
  when(question: string, condition: Expression<boolean>, yes: Part, no: Part | 'go on' = 'go on'): Part {
    return branches(sfn.Choice.jsonata(this, question), [{ condition, part: yes }], no);
  }

  /** Continues if the condition holds, else leads elsewhere. */
  onlyIf(question: string, condition: Expression<boolean>, elsewhere: Part): Part {
    return branches(sfn.Choice.jsonata(this, question), [{ condition, part: 'go on' }], elsewhere);
  }

  /** The first way whose condition holds. */
  choose(
    question: string,
    ways: readonly { readonly condition: Expression<boolean>; readonly part: Part }[],
    otherwise: Part,
  ): Part {
    return branches(sfn.Choice.jsonata(this, question), ways, otherwise);
  }

  /** Returns to an earlier part if the condition holds. */
  backTo(earlier: Part, question: string, condition: Expression<boolean>): Part {
    const choice = branches(sfn.Choice.jsonata(this, question), [{ condition, part: 'go on' }], 'go on');
    const [back, ...ends] = choice.endStates;
    back?.next(earlier);
    return new Part(choice.startState, ends);
  }

  /** All branches at the same time; a failure in one fails the state. `assign` receives the result of each. */
  parallel<Results extends readonly unknown[]>(
    name: string,
    parts: { readonly [Index in keyof Results]: Part & { readonly output: Expression<Results[Index]> } },
    assign: (results: { readonly [Index in keyof Results]: Ref<Results[Index]> }) => Assign,
  ): Part {
    // `map` loses a tuple's types, hence the cast.
    const results = parts.map((_, branch) => resultOf(branch)) as { [Index in keyof Results]: Ref<Results[Index]> };
    const state = sfn.Parallel.jsonata(this, name, { assign: record(assign(results)) });
    for (const part of parts) state.branch(part);
    return new Part(state, [state], [state]);
  }

  /**
   * With each item, at most `atOnce` at the same time. A failure in one fails the state: what has not begun does not begin, and
   * nobody waits for the others any more. `assign` receives what each item came to.
   */
  each<Item, Result>(
    name: string,
    items: Expression<readonly Item[]>,
    atOnce: number,
    one: (item: Ref<Item>) => Part | Yielding<Result>,
    assign?: (results: Expression<readonly Result[]>) => Assign,
  ): Part {
    const state = sfn.Map.jsonata(this, name, {
      items: sfn.ProvideItems.jsonata(String(written(items))),
      maxConcurrency: atOnce,
      outputs: written(resultsOfAll()),
      ...(assign === undefined ? {} : { assign: record(assign(resultsOfAll<Result>())) }),
    });
    state.itemProcessor(one(inputFrom<Item>()));
    return new Part(state, [state], [state]);
  }

  /** Sends a message to an audience. One that cannot be sent never stops the work: the flow continues either way. */
  tell(
    name: string,
    audience: 'devops' | 'teams' | 'drill',
    message: Given<Message>,
    incident: Given<string | null> = null,
  ): Part {
    const sending = this.task(name, this.steps.sendMessage, {
      to: audience,
      execution: execution.arn,
      incident,
      now,
      message,
    });
    const ends = [...sending.endStates, ...sending.failing.map((state) => ignoredFailure(state))];
    return new Part(sending.startState, ends);
  }

  /** A task after the work is done. Its failure is reported to DevOps, and never undoes the work. */
  orTell(work: Part, what: LeftUndone, state: string = MISSING[what]): Part {
    const missing = this.tell(
      state,
      'devops',
      { kind: 'left-undone', what, cause: $.problem.cause },
      what === 'change-record' || what === 'standby' ? null : $.incident,
    );
    return orElse(work, 'problem', missing);
  }
}

/** @returns the object as the States Language writes it */
function record(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, written(inner)]));
}
