import { StatesError } from './errors.ts';

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: 'FULL' | 'NONE';
}
interface Leaving {
  readonly Output?: unknown;
  readonly Assign?: Readonly<Record<string, unknown>>;
}
export interface Catcher extends Leaving {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
}
export interface ChoiceRule extends Leaving {
  readonly Condition: unknown;
  readonly Next: string;
}
interface Going extends Leaving {
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
export type State =
  | ({ readonly Type: 'Pass' } & Going)
  | ({ readonly Type: 'Succeed' } & Leaving)
  | { readonly Type: 'Fail'; readonly Error?: unknown; readonly Cause?: unknown }
  | ({ readonly Type: 'Wait'; readonly Seconds?: unknown; readonly Timestamp?: unknown } & Going)
  | ({ readonly Type: 'Choice'; readonly Choices: readonly ChoiceRule[]; readonly Default?: string } & Leaving)
  | TaskState
  | ParallelState
  | MapState;
export interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
  readonly QueryLanguage?: string;
  readonly TimeoutSeconds?: number;
}

const COMMON = ['Type', 'Comment', 'QueryLanguage', 'Output', 'Assign', 'Next', 'End'];
const FAILABLE = [...COMMON, 'Retry', 'Catch'];
const FIELDS: Record<State['Type'], readonly string[]> = {
  Pass: COMMON,
  Succeed: COMMON,
  Fail: ['Type', 'Comment', 'QueryLanguage', 'Error', 'Cause'],
  Wait: [...COMMON, 'Seconds', 'Timestamp'],
  Choice: [...COMMON, 'Choices', 'Default'],
  Task: [...FAILABLE, 'Resource', 'Arguments', 'TimeoutSeconds'],
  Parallel: [...FAILABLE, 'Branches', 'Arguments'],
  Map: [...FAILABLE, 'Items', 'ItemSelector', 'ItemProcessor', 'MaxConcurrency'],
};
const RESOURCES = ['arn:aws:states:::lambda:invoke'];
/** State names: at most 80 characters. */
const LONGEST_NAME = 80;

/** Refuses, by name and at deployment, what the interpreter does not do: nothing is ignored in silence. */
export function assertSupported(
  machine: Machine,
  outer: readonly string[] = [],
  language = machine.QueryLanguage,
): void {
  const names = Object.keys(machine.States);
  const refuse = (state: string, why: string): never => {
    throw new StatesError('InvalidDefinition', `State "${state}": ${why}`);
  };
  const go = (state: string, to: string | undefined): void => {
    if (to !== undefined && !names.includes(to)) refuse(state, `its next state "${to}" does not exist`);
  };
  if (!names.includes(machine.StartAt)) refuse(machine.StartAt, 'StartAt names no state');
  for (const [name, state] of Object.entries(machine.States)) {
    if ([...name].length > LONGEST_NAME)
      refuse(name, `its name has ${[...name].length} characters; at most ${LONGEST_NAME} are allowed`);
    const own = (state as { QueryLanguage?: string }).QueryLanguage ?? language;
    if (own !== 'JSONata') refuse(name, 'only the query language JSONata is supported');
    const fields = FIELDS[state.Type] ?? refuse(name, `the type ${state.Type} is not supported`);
    for (const field of Object.keys(state))
      if (!fields.includes(field)) refuse(name, `the field ${field} of a ${state.Type} is not supported`);
    const assigned = Object.keys((state as Leaving).Assign ?? {});
    for (const variable of assigned)
      if (outer.includes(variable)) refuse(name, `it assigns $${variable}, a variable of an outer scope`);
    go(name, (state as Going).Next);
    if (state.Type === 'Task' && !RESOURCES.includes(state.Resource))
      refuse(name, `the resource ${state.Resource} is not supported`);
    if (state.Type === 'Choice') {
      go(name, state.Default);
      for (const rule of state.Choices) go(name, rule.Next);
    }
    if ('Catch' in state) for (const catcher of state.Catch ?? []) go(name, catcher.Next);
    const scope = [...outer, ...variables(machine)];
    if (state.Type === 'Parallel') for (const branch of state.Branches) assertSupported(branch, scope, language);
    if (state.Type === 'Map') {
      const processor = state.ItemProcessor as Machine & { ProcessorConfig?: { Mode?: string } };
      if ((processor.ProcessorConfig?.Mode ?? 'INLINE') !== 'INLINE')
        refuse(name, 'a distributed Map is not supported');
      assertSupported(processor, scope, language);
    }
  }
}

/** Variables a machine's own states assign. */
function variables(machine: Machine): string[] {
  return Object.values(machine.States).flatMap((state) => [
    ...Object.keys((state as Leaving).Assign ?? {}),
    ...('Catch' in state ? (state.Catch ?? []).flatMap((c) => Object.keys(c.Assign ?? {})) : []),
    ...(state.Type === 'Choice' ? state.Choices.flatMap((c) => Object.keys(c.Assign ?? {})) : []),
  ]);
}
