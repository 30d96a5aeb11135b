import type { Machine, State } from '../../../sandbox/services/states/asl.ts';
import { type Loop, loopsOf, targets } from '../../progress/loops.ts';

/** A node of the map: one state, or a loop of looking. States that only pass something on have none. */
export interface Node {
  readonly name: string;
  readonly kind: 'task' | 'choice' | 'wait' | 'parallel' | 'map' | 'done' | 'failed';
  readonly loop?: Loop;
  /** Names of the nodes it leads to, in no order. */
  readonly next: readonly string[];
  /** Where its failure leads, unless that is where its success leads too. */
  readonly onError?: string;
}

const KINDS: Record<Exclude<State['Type'], 'Pass'>, Node['kind']> = {
  Task: 'task',
  Choice: 'choice',
  Wait: 'wait',
  Parallel: 'parallel',
  Map: 'map',
  Succeed: 'done',
  Fail: 'failed',
};

export interface Graph {
  readonly start: string;
  readonly nodes: ReadonlyMap<string, Node>;
}

/** The nodes of a machine and of the machines within it: a fork leads to its branches, and their ends to the fork's next state. */
export function fold(machine: Machine): Graph {
  const loops = loopsOf(machine);
  const folded = new Set([...loops.values()].flatMap(({ question, wait }) => [question, wait]));
  const nodes = new Map<string, Node>();

  const add = (m: Machine, after: readonly string[]): string[] => {
    const resolve = (name: string | undefined): string[] => {
      const state = name === undefined ? undefined : m.States[name];
      if (name === undefined || state === undefined) return [...after];
      return state.Type === 'Pass' ? resolve(state.Next) : [name];
    };
    for (const [name, state] of Object.entries(m.States)) {
      if (state.Type === 'Pass' || folded.has(name)) continue;
      const loop = loops.get(name);
      const node = (next: readonly string[]): void => {
        const caught = 'Catch' in state ? resolve(state.Catch?.[0]?.Next)[0] : undefined;
        nodes.set(name, {
          name,
          kind: KINDS[state.Type],
          next: [...new Set(next)],
          ...(loop === undefined ? {} : { loop }),
          ...(caught === undefined || !('Catch' in state) || next.includes(caught) ? {} : { onError: caught }),
        });
      };
      if (loop !== undefined) {
        const question = m.States[loop.question] as State & { Type: 'Choice' };
        node(
          targets(question)
            .filter((to) => to !== loop.wait)
            .flatMap(resolve),
        );
      } else if (state.Type === 'Choice') node(targets(state).flatMap(resolve));
      else if (state.Type === 'Parallel') node(state.Branches.flatMap((branch) => add(branch, resolve(state.Next))));
      else if (state.Type === 'Map') node(add(state.ItemProcessor, resolve(state.Next)));
      else if (state.Type === 'Succeed' || state.Type === 'Fail') node([]);
      else node(resolve(state.Next));
    }
    return resolve(m.StartAt);
  };
  const [start = ''] = add(machine, []);
  return { start, nodes };
}
