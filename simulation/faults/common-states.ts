import { readFileSync } from 'node:fs';

interface Machine {
  readonly States: Readonly<
    Record<string, { readonly Type: string; readonly Branches?: readonly Machine[]; readonly ItemProcessor?: Machine }>
  >;
}

const template = new URL('../../cdk.out/KnownGood-sandbox.template.json', import.meta.url);

/** A state machine of the synthesized template, by the last word of its name; references in it read `x`. */
function definitionOf(kind: string): Machine {
  const { Resources } = JSON.parse(readFileSync(template, 'utf8')) as {
    Resources: Record<string, { Type: string; Properties: { StateMachineName: string; DefinitionString: unknown } }>;
  };
  const found = Object.values(Resources).find(
    ({ Type, Properties }) =>
      Type === 'AWS::StepFunctions::StateMachine' && Properties.StateMachineName.endsWith(`-${kind}`),
  );
  const given = found?.Properties.DefinitionString;
  const parts = (given as { 'Fn::Join'?: [string, unknown[]] } | undefined)?.['Fn::Join']?.[1] ?? [given];
  return JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'x')).join('')) as Machine;
}

/** Task states of a machine, those inside branches and maps too, each as it is defined. */
function tasksOf({ States }: Machine): [string, string][] {
  return Object.entries(States).flatMap(([name, state]): [string, string][] => [
    ...(state.Type === 'Task' ? [[name, JSON.stringify(state)] as [string, string]] : []),
    ...(state.Branches ?? []).flatMap(tasksOf),
    ...(state.ItemProcessor === undefined ? [] : tasksOf(state.ItemProcessor)),
  ]);
}

/** Every task state of the template, `<machine> / <state>`. */
export const taskStates = (kinds: readonly string[]): string[] =>
  kinds.flatMap((kind) => tasksOf(definitionOf(kind)).map(([name]) => `${kind} / ${name}`));

/** Names of the task states that two workflows have in the very same definition. */
export function statesInCommon(one: string, other: string): ReadonlySet<string> {
  const others = new Map(tasksOf(definitionOf(other)));
  return new Set(tasksOf(definitionOf(one)).flatMap(([name, text]) => (others.get(name) === text ? [name] : [])));
}
