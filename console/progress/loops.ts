import type { Machine, State } from '../../sandbox/services/states/asl.ts';

/** A loop of looking: a task looks, a choice asks, a wait leads back to the task, or to the act whose effect it looks for. */
export interface Loop {
  readonly look: string;
  readonly question: string;
  readonly wait: string;
  /** The act that is done again before each look; left out: the loop only looks. */
  readonly again?: string;
}

/** The loops of a machine and of the machines within it, by the name of the task that looks. */
export function loopsOf(machine: Machine): Map<string, Loop> {
  const loops = new Map<string, Loop>();
  for (const states of statesOf(machine)) {
    for (const [look, state] of Object.entries(states)) {
      const question = state.Type === 'Task' ? state.Next : undefined;
      const choice = question === undefined ? undefined : states[question];
      if (question === undefined || choice?.Type !== 'Choice') continue;
      for (const wait of targets(choice)) {
        const to = states[wait];
        if (to?.Type !== 'Wait' || to.Next === undefined) continue;
        const back = states[to.Next];
        if (to.Next === look) loops.set(look, { look, question, wait });
        else if (back?.Type === 'Task' && back.Next === look) loops.set(look, { look, question, wait, again: to.Next });
        else continue;
        break;
      }
    }
  }
  return loops;
}

/** The machine's own states, then those of each branch and each item's machine. */
export function statesOf(machine: Machine): Readonly<Record<string, State>>[] {
  const within = Object.values(machine.States).flatMap((state) =>
    state.Type === 'Parallel' ? state.Branches : state.Type === 'Map' ? [state.ItemProcessor] : [],
  );
  return [machine.States, ...within.flatMap(statesOf)];
}

/** Where a choice leads: its default first. */
export function targets(choice: State & { readonly Type: 'Choice' }): string[] {
  return [...(choice.Default === undefined ? [] : [choice.Default]), ...choice.Choices.map(({ Next }) => Next)];
}
