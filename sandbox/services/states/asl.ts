/** Fields of the States Language (states-language.net, JSONata) as far as the interpreter runs them. */
export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: 'FULL' | 'NONE';
}
export type Assign = Readonly<Record<string, unknown>>;
/** The effects of leaving by a state, a choice or a catcher. */
export interface Leaving {
  readonly Output?: unknown;
  readonly Assign?: Assign;
}
export interface Catcher extends Leaving {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
}
export interface ChoiceRule extends Leaving {
  readonly Condition: unknown;
  readonly Next: string;
}
export interface Going extends Leaving {
  readonly Next?: string;
  readonly End?: boolean;
}
interface Failable {
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
}
export type TaskState = {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly Arguments?: unknown;
  readonly TimeoutSeconds?: unknown;
  readonly HeartbeatSeconds?: unknown;
} & Going &
  Failable;
export type ParallelState = {
  readonly Type: 'Parallel';
  readonly Branches: readonly Machine[];
  readonly Arguments?: unknown;
} & Going &
  Failable;
export type MapState = {
  readonly Type: 'Map';
  readonly Items?: unknown;
  readonly ItemSelector?: unknown;
  readonly ItemProcessor: Machine;
  readonly MaxConcurrency?: unknown;
} & Going &
  Failable;
export type FailableState = TaskState | ParallelState | MapState;
export type SimpleState =
  | ({ readonly Type: 'Pass' } & Going)
  | ({ readonly Type: 'Succeed'; readonly Output?: unknown } & { readonly Assign?: never })
  | { readonly Type: 'Fail'; readonly Error?: unknown; readonly Cause?: unknown }
  | ({ readonly Type: 'Wait'; readonly Seconds?: unknown; readonly Timestamp?: unknown } & Going)
  | ({ readonly Type: 'Choice'; readonly Choices: readonly ChoiceRule[]; readonly Default?: string } & Leaving);
export type State = SimpleState | FailableState;
export interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
  readonly QueryLanguage?: string;
  readonly TimeoutSeconds?: number;
}

/** What a Task can do, and what ends it: the service's answer, somebody's task token, or the end of the started execution. */
export interface Integration {
  readonly service: 'lambda' | 'states';
  /** As history events name it. */
  readonly resource: string;
  readonly endsBy: 'answer' | 'token' | 'execution';
}

export const INTEGRATIONS: Readonly<Record<string, Integration>> = {
  'arn:aws:states:::lambda:invoke': { service: 'lambda', resource: 'invoke', endsBy: 'answer' },
  'arn:aws:states:::lambda:invoke.waitForTaskToken': {
    service: 'lambda',
    resource: 'invoke.waitForTaskToken',
    endsBy: 'token',
  },
  'arn:aws:states:::states:startExecution': { service: 'states', resource: 'startExecution', endsBy: 'answer' },
  'arn:aws:states:::states:startExecution.sync:2': {
    service: 'states',
    resource: 'startExecution.sync:2',
    endsBy: 'execution',
  },
};
