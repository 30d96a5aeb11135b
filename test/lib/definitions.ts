import { readTemplate } from '../../sandbox/template/assembly.ts';

/** State machines as they were synthesized (`npm test` synthesizes first). */
export interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string; readonly Condition: string }[];
  readonly Catch?: readonly {
    readonly Next: string;
    readonly ErrorEquals: readonly string[];
    readonly Assign?: Readonly<Record<string, unknown>>;
  }[];
  readonly Retry?: readonly unknown[];
  readonly TimeoutSeconds?: number;
  readonly Assign?: Readonly<Record<string, unknown>>;
  readonly Branches?: readonly Machine[];
  readonly ItemProcessor?: Machine;
  readonly [field: string]: unknown;
}

export interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export const WORKFLOWS = ['release', 'rollback', 'decision', 'settle', 'standby', 'backup-drill'] as const;

const template = readTemplate(new URL('../../cdk.out/KnownGood-sandbox.template.json', import.meta.url)) as {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: { readonly DefinitionString: Joined } }>
  >;
};
type Joined = { readonly 'Fn::Join': readonly [string, readonly unknown[]] };

/** The definition of a workflow; what only a deployment knows is `arn:of:<logical id>`, or `arn:of:something`. */
export function definitionOf(workflow: (typeof WORKFLOWS)[number] | 'wake'): Machine {
  const machine = Object.entries(template.Resources).find(
    ([id, { Type }]) =>
      Type === 'AWS::StepFunctions::StateMachine' && id.toLowerCase().startsWith(workflow.replace('-', '')),
  );
  if (machine === undefined)
    throw new Error(`There is no state machine of the workflow "${workflow}" in the template.`);
  const [, parts] = machine[1].Properties.DefinitionString['Fn::Join'];
  return JSON.parse(
    parts
      .map((part) => (typeof part === 'string' ? part : `arn:of:${(part as { Ref?: string }).Ref ?? 'something'}`))
      .join(''),
  ) as Machine;
}

/** Every state of a machine, those in branches and iterations too. */
export function statesOf(machine: Machine): readonly (readonly [string, State])[] {
  return Object.entries(machine.States).flatMap(([name, state]) => [
    [name, state] as const,
    ...(state.Branches ?? []).flatMap(statesOf),
    ...(state.ItemProcessor === undefined ? [] : statesOf(state.ItemProcessor)),
  ]);
}
