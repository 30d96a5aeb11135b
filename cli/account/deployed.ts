import type { Settings } from '../../lib/workflows/settings.ts';

/**
 * What a deployed workflow was synthesized with. An execution keeps the configuration it started with in its definition
 * (decision 2), so the definition is where it can be read back; permission to read it is all that is needed.
 */
export interface DeployedMachine {
  readonly definition: Definition;
  readonly settings: Settings;
}

export interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, DefinedState>>;
}

export interface DefinedState {
  readonly Type: string;
  readonly Next?: string;
  readonly Assign?: Readonly<Record<string, unknown>>;
  readonly Arguments?: { readonly Payload?: Readonly<Record<string, unknown>> };
  readonly Branches?: readonly Definition[];
  readonly ItemProcessor?: Definition;
}

/** @throws Error where the definition is none of ours */
export function deployedMachine(definition: string): DeployedMachine {
  const machine = JSON.parse(definition) as Definition;
  const settings = machine.States[machine.StartAt]?.Assign?.['settings'];
  if (settings === undefined)
    throw new Error(`The workflow begins with "${machine.StartAt}", which assigns no settings.`);
  return { definition: machine, settings: settings as Settings };
}

const OF_SETTINGS = /^\{% \$settings\.(\w+) %\}$/;
/** The names of what is configured: what the workflows write where a step takes names alone. */
const NAMES_IN_SETTINGS = /^\{% \[\$settings\.(\w+)\.name\] %\}$/;

/**
 * What a state is given that is known before anything runs: literals, and the settings that it names. What an execution
 * brings (`{% $states… %}`) is left out.
 */
export function givenTo({ definition, settings }: DeployedMachine, state: string): Readonly<Record<string, unknown>> {
  const payload = statesOf(definition).find((states) => states[state] !== undefined)?.[state]?.Arguments?.Payload ?? {};
  return Object.fromEntries(
    Object.entries(payload).flatMap(([name, value]) => {
      if (typeof value !== 'string' || !value.startsWith('{%')) return [[name, value]];
      const [, setting] = OF_SETTINGS.exec(value) ?? [];
      if (setting !== undefined) return [[name, settings[setting as keyof Settings]]];
      const [, list] = NAMES_IN_SETTINGS.exec(value) ?? [];
      if (list === undefined) return [];
      return [[name, (settings[list as keyof Settings] as { name: string }[]).map((one) => one.name)]];
    }),
  );
}

/** The states of a machine, then those of each branch and each item's machine. */
export function statesOf(machine: Definition): Readonly<Record<string, DefinedState>>[] {
  const within = Object.values(machine.States).flatMap((state) => [
    ...(state.Branches ?? []),
    ...(state.ItemProcessor === undefined ? [] : [state.ItemProcessor]),
  ]);
  return [machine.States, ...within.flatMap(statesOf)];
}
