import type { StateName } from '../../lambdas/model/state-names.ts';
import { readTemplate } from '../../sandbox/template/assembly.ts';
import { MACHINES, type Machine, machineOf } from './control-plane.ts';

interface State {
  readonly Type: string;
  readonly Branches?: readonly Definition[];
  readonly ItemProcessor?: Definition;
}

export interface Definition {
  readonly States: Readonly<Record<string, State>>;
}

const template = new URL('../../cdk.out/KnownGood-sandbox.template.json', import.meta.url);

let read: ReadonlyMap<string, string> | undefined;

/** The text of each workflow of the synthesized template, by its kind; references in it read `x`. */
export function definitionTexts(): ReadonlyMap<string, string> {
  if (read !== undefined) return read;
  const { Resources } = readTemplate(template) as {
    Resources: Record<string, { Type: string; Properties: { StateMachineName: string; DefinitionString: unknown } }>;
  };
  const found = new Map<string, string>();
  for (const { Type, Properties } of Object.values(Resources)) {
    if (Type !== 'AWS::StepFunctions::StateMachine') continue;
    const { StateMachineName, DefinitionString: given } = Properties;
    const parts = (given as { 'Fn::Join'?: [string, unknown[]] } | undefined)?.['Fn::Join']?.[1] ?? [given];
    const text = parts.map((part) => (typeof part === 'string' ? part : 'x')).join('');
    found.set(machineOf(StateMachineName), text);
  }
  read = found;
  return found;
}

function definitionOf(machine: string): Definition {
  const text = definitionTexts().get(machine);
  if (text === undefined) throw new Error(`The template has no workflow "${machine}".`);
  return JSON.parse(text) as Definition;
}

/** Every state of a workflow, those inside branches and maps too. */
function everyState({ States }: Definition): [string, State][] {
  return Object.entries(States).flatMap(([name, state]): [string, State][] => [
    [name, state],
    ...(state.Branches ?? []).flatMap(everyState),
    ...(state.ItemProcessor === undefined ? [] : everyState(state.ItemProcessor)),
  ]);
}

/** Task states of a workflow, each as it is defined. */
const tasksOf = (machine: string): [string, string][] =>
  everyState(definitionOf(machine)).flatMap(([name, state]): [string, string][] =>
    state.Type === 'Task' ? [[name, JSON.stringify(state)]] : [],
  );

/** Every task state of the template, `<machine> / <state>`. */
export const taskStates = (): string[] =>
  MACHINES.flatMap((machine) => tasksOf(machine).map(([name]) => `${machine} / ${name}`));

/** Names of the task states that two workflows have in the very same definition. */
export function statesInCommon(one: Machine, other: Machine): ReadonlySet<string> {
  const others = new Map(tasksOf(other));
  return new Set(tasksOf(one).flatMap(([name, text]) => (others.get(name) === text ? [name] : [])));
}

const names = new Map<string, ReadonlySet<string>>();

/** Names of the states of a workflow. */
export function statesOf(machine: string): ReadonlySet<string> {
  const known = names.get(machine) ?? new Set(everyState(definitionOf(machine)).map(([name]) => name));
  names.set(machine, known);
  return known;
}

/**
 * The state, if some workflow has it.
 * @throws Error for whoever looks for a state that is none any more: what looks for it would find nothing, and say that all is well
 */
export function existing(state: StateName): StateName {
  if (MACHINES.some((machine) => statesOf(machine).has(state))) return state;
  throw new Error(
    `No workflow of the template has a state "${state}". If it was renamed, give it its new name in lambdas/model/state-names.ts.`,
  );
}

let windowMs: number | undefined;

/** How long a release may be undone by an alarm, as the configuration says: virtual ms. */
export function rollbackWindowMs(): number {
  if (windowMs !== undefined) return windowMs;
  const [, minutes] = /"windowMinutes":(\d+)/.exec(definitionTexts().get('rollback') ?? '') ?? [];
  if (minutes === undefined) throw new Error('The rollback workflow no longer says windowMinutes.');
  windowMs = Number(minutes) * 60_000;
  return windowMs;
}
