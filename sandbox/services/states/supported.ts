import { INTEGRATIONS, type Machine, type State } from './asl.ts';
import { refuse } from './refusal.ts';
import { checkExpressions } from './supported-expressions.ts';
import { checkCatch, checkRetry } from './supported-failures.ts';
import { assignedBy, checkVariables } from './supported-variables.ts';

const COMMON = ['Type', 'Comment', 'QueryLanguage', 'Output'];
const GOING = [...COMMON, 'Assign', 'Next', 'End'];
const FAILABLE = [...GOING, 'Retry', 'Catch'];
const FIELDS: Record<State['Type'], readonly string[]> = {
  Pass: GOING,
  Succeed: COMMON,
  Fail: ['Type', 'Comment', 'QueryLanguage', 'Error', 'Cause'],
  Wait: [...GOING, 'Seconds', 'Timestamp'],
  Choice: [...COMMON, 'Assign', 'Choices', 'Default'],
  Task: [...FAILABLE, 'Resource', 'Arguments', 'TimeoutSeconds', 'HeartbeatSeconds'],
  Parallel: [...FAILABLE, 'Branches', 'Arguments'],
  Map: [...FAILABLE, 'Items', 'ItemSelector', 'ItemProcessor', 'MaxConcurrency'],
};
/** Fields of a distributed Map alone (Developer Guide, state-map-distributed). */
const DISTRIBUTED = [
  'ItemReader',
  'ItemBatcher',
  'ResultWriter',
  'Label',
  'ToleratedFailureCount',
  'ToleratedFailurePercentage',
];
const MACHINE = ['Comment', 'StartAt', 'States', 'QueryLanguage'];
const TOP = [...MACHINE, 'TimeoutSeconds', 'Version'];
const RULE = ['Condition', 'Next', 'Output', 'Assign', 'Comment'];
/** State names: at most 80 characters, each once in the whole definition. */
const LONGEST_NAME = 80;

/** Refuses at deployment, by name, whatever the interpreter does not do: nothing is ignored in silence. @throws StatesError */
export function assertSupported(machine: Machine): void {
  for (const field of Object.keys(machine))
    if (!TOP.includes(field)) refuse('', `the field ${field} of a state machine is not supported`);
  checkMachine(machine, { outer: [], language: machine.QueryLanguage, seen: new Set() });
}

/** The context in which a machine is checked. */
interface Surroundings {
  /** Variables of the machines around it. */
  readonly outer: readonly string[];
  readonly language: string | undefined;
  /** State names of the definition so far. */
  readonly seen: Set<string>;
}

function checkMachine(machine: Machine, { outer, language, seen }: Surroundings): void {
  const names = Object.keys(machine.States);
  if (!names.includes(machine.StartAt)) refuse(machine.StartAt, 'StartAt names no state');
  const scope = [...outer, ...assignedBy(machine)];
  const within = { outer: scope, language, seen };
  for (const [name, state] of Object.entries(machine.States)) {
    if ([...name].length > LONGEST_NAME)
      refuse(name, `its name has ${[...name].length} characters; at most ${LONGEST_NAME} are allowed`);
    if (seen.has(name)) refuse(name, 'its name is there twice; state names are unique in the whole definition');
    seen.add(name);
    const own = (state as { QueryLanguage?: string }).QueryLanguage ?? language;
    if (own !== 'JSONata') refuse(name, 'only the query language JSONata is supported');
    checkState(name, state, names);
    checkVariables(name, state, outer);
    checkExpressions(name, state, scope);
    if (state.Type === 'Parallel') {
      if (!(state.Branches?.length > 0)) refuse(name, 'a Parallel needs at least one branch');
      for (const branch of state.Branches) checkInner(name, branch, MACHINE, within);
    }
    if (state.Type === 'Map') {
      const { ProcessorConfig } = state.ItemProcessor as { ProcessorConfig?: { Mode?: string } };
      if ((ProcessorConfig?.Mode ?? 'INLINE') !== 'INLINE') refuse(name, 'a distributed Map is not supported');
      for (const field of Object.keys(ProcessorConfig ?? {}))
        if (field !== 'Mode') refuse(name, `the field ${field} of a ProcessorConfig is for a distributed Map`);
      checkInner(name, state.ItemProcessor, [...MACHINE, 'ProcessorConfig'], within);
    }
  }
}

function checkInner(state: string, machine: Machine, fields: readonly string[], within: Surroundings): void {
  for (const field of Object.keys(machine))
    if (!fields.includes(field)) refuse(state, `the field ${field} of its inner states is not supported`);
  checkMachine(machine, within);
}

function checkState(name: string, state: State, names: readonly string[]): void {
  const go = (to: string | undefined): void => {
    if (to !== undefined && !names.includes(to)) refuse(name, `its next state "${to}" does not exist`);
  };
  const fields = FIELDS[state.Type] ?? refuse(name, `the type ${state.Type} is not supported`);
  for (const field of Object.keys(state)) {
    if (state.Type === 'Map' && DISTRIBUTED.includes(field))
      refuse(name, `the field ${field} is for a distributed Map, which is not supported`);
    if (!fields.includes(field)) refuse(name, `the field ${field} of a ${state.Type} is not supported`);
  }
  if (fields.includes('End')) {
    const { Next, End } = state as { Next?: string; End?: boolean };
    if ((Next === undefined) === (End !== true)) refuse(name, 'it needs either Next or End: true');
    go(Next);
  }
  if ('Retry' in state && state.Retry !== undefined) checkRetry(name, state.Retry);
  if ('Catch' in state && state.Catch !== undefined) {
    checkCatch(name, state.Catch);
    for (const catcher of state.Catch) go(catcher.Next);
  }
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined))
    refuse(name, 'a Wait needs exactly one of Seconds and Timestamp');
  if (state.Type === 'Choice') {
    if (!(state.Choices?.length > 0)) refuse(name, 'a Choice needs at least one rule');
    go(state.Default);
    for (const rule of state.Choices) {
      for (const field of Object.keys(rule))
        if (!RULE.includes(field)) refuse(name, `the field ${field} of a choice rule is not supported`);
      go(rule.Next);
    }
  }
  if (state.Type === 'Task') {
    const integration = INTEGRATIONS[state.Resource] ?? refuse(name, `the resource ${state.Resource} is not supported`);
    if (state.HeartbeatSeconds !== undefined && integration.endsBy !== 'token')
      refuse(name, 'HeartbeatSeconds is for a task that waits for its token');
    if (Number(state.HeartbeatSeconds) >= Number(state.TimeoutSeconds))
      refuse(name, 'HeartbeatSeconds must be smaller than TimeoutSeconds');
  }
}
