import type { Clock } from '../../kernel/clock.ts';
import type { Machine } from './asl.ts';
import { EvaluationError } from './errors.ts';
import type { History } from './history.ts';
import type { Place } from './place.ts';
import type { Scope } from './scope.ts';
import type { TaskTokens } from './tokens.ts';

/**
 * Does a Task's work. A function's error, a refused call and the failure of a started execution are thrown as StatesError.
 * `submitted` is called with the answer of StartExecution, when the work goes on after it.
 */
export type TaskRunner = (
  resource: string,
  args: unknown,
  signal: AbortSignal,
  submitted: (output: unknown) => void,
) => Promise<unknown>;

/** What all states of an execution share. */
export interface Run {
  readonly clock: Clock;
  readonly history: History;
  readonly tokens: TaskTokens;
  readonly runTask: TaskRunner;
  /** Runs a branch's or an iteration's machine from where it stands to its end, and gives its output. */
  readonly runInner: (machine: Machine, place: Place, signal: AbortSignal) => Promise<unknown>;
  random(): number;
  uuid(): string;
  /** The parts of the context object that do not depend on the state. */
  context(): { readonly Execution: object; readonly StateMachine: object };
}

/** One visit of a state. */
export class Visit {
  readonly run: Run;
  readonly name: string;
  readonly place: Place;
  readonly signal: AbortSignal;
  retries = 0;
  /** While a task waits for it. */
  token: string | undefined;
  private readonly entered: { readonly at: number; readonly event: number };

  constructor(run: Run, name: string, place: Place, signal: AbortSignal, entered: { at: number; event: number }) {
    this.run = run;
    this.name = name;
    this.place = place;
    this.signal = signal;
    this.entered = entered;
  }

  get input(): unknown {
    return this.place.input;
  }

  /**
   * The context object. A redrive does not enter a state anew, so its EnteredTime stays what it was: no event
   * `…StateEntered` follows `ExecutionRedriven` for it (Developer Guide, redrive-map-run: entered and not exited).
   */
  get context(): object {
    const { item } = this.place;
    return {
      ...this.run.context(),
      State: { Name: this.name, EnteredTime: new Date(this.entered.at).toISOString(), RetryCount: this.retries },
      ...(this.token === undefined ? {} : { Task: { Token: this.token } }),
      ...(item === undefined ? {} : { Map: { Item: item } }),
    };
  }

  /** What an expression of this state sees now. */
  scope(more: object = {}, context: object = this.context): Scope {
    const { run } = this;
    return {
      states: { input: this.input, context, ...more },
      variables: this.place.variables,
      where: `An error occurred while executing the state '${this.name}' (entered at the event id #${this.entered.event}). `,
      now: run.clock.now(),
      random: () => run.random(),
      uuid: () => run.uuid(),
    };
  }

  /** Puts a failed evaluation into the history, once, where it happened. */
  recordEvaluation(thrown: unknown): void {
    if (!(thrown instanceof EvaluationError) || thrown.recorded) return;
    thrown.recorded = true;
    const { error, reason: cause, location } = thrown;
    this.run.history.add(this.place, {
      type: 'EvaluationFailed',
      evaluationFailedEventDetails: { error, cause, location, state: this.name },
    });
  }
}
