import type { Random } from '../run/random.ts';
import { definitionTexts, statesOf } from '../world/definitions.ts';

/** What of the Amazon States Language a mistake can change. */
interface State {
  Type: string;
  Next?: string;
  Default?: string;
  End?: boolean;
  Choices?: { Next: string; Condition: string }[];
  Catch?: { Next: string }[];
  Arguments?: { Payload?: Record<string, unknown> };
  Branches?: Machine[];
  ItemProcessor?: Machine;
}
interface Machine {
  StartAt: string;
  States: Record<string, State>;
}

/** One mistake in one state of a workflow. */
export interface Mistake {
  readonly machine: string;
  readonly state: string;
  /** What was done, in words. */
  readonly what: string;
}

/** A mistake's name, by which a thread makes it again. */
export const nameOfMistake = ({ machine, state, what }: Mistake): string => `${machine} / ${state}: ${what}`;

type Change = readonly [what: string, change: (machine: Machine, state: State) => void];

/** Every mistake of every state, or `most` of them by chance. */
export function workflowMistakes(chance: Random, most: number): Mistake[] {
  const shared = statesOf('rollback');
  const all = [...definitionTexts()].flatMap(([machine, text]) =>
    everyState(JSON.parse(text) as Machine)
      // A decision is the rollback's definition with another door, and some states of its own.
      .filter(([state]) => machine !== 'decision' || !shared.has(state))
      .flatMap(([state, of]) =>
        changesOf(state, of)
          .map(([what]): Mistake => ({ machine, state, what }))
          // Nothing can come after what ends the workflow, or decides.
          .filter((mistake) => withMistake(text, mistake) !== JSON.stringify(JSON.parse(text))),
      ),
  );
  const drawn: Mistake[] = [];
  while (drawn.length < most && all.length > 0) drawn.push(...all.splice(chance.int(0, all.length), 1));
  return drawn;
}

/** The definition with the mistake, wherever it has that state; undefined: it is the definition of another workflow. */
export function withMistake(text: string, { state, what }: Pick<Mistake, 'state' | 'what'>): string | undefined {
  const machine = JSON.parse(text) as Machine;
  const owner = machinesOf(machine).find(({ States }) => States[state] !== undefined);
  const found = owner?.States[state];
  if (owner === undefined || found === undefined) return undefined;
  const [, change] = changesOf(state, found).find(([name]) => name === what) ?? [];
  if (change === undefined) throw new Error(`The state "${state}" has nothing to be changed by "${what}".`);
  change(owner, found);
  return JSON.stringify(machine);
}

const machinesOf = (machine: Machine): Machine[] => [
  machine,
  ...Object.values(machine.States).flatMap(({ Branches = [], ItemProcessor }) =>
    [...Branches, ...(ItemProcessor === undefined ? [] : [ItemProcessor])].flatMap(machinesOf),
  ),
];

const everyState = (machine: Machine): [string, State][] =>
  machinesOf(machine).flatMap(({ States }) => Object.entries(States));

/** Only told, or only waited for: without it nothing is otherwise but the time. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['Succeed', 'Fail', 'Wait', 'Pass']);

function changesOf(name: string, state: State): Change[] {
  const { Next: next } = state;
  const payload = state.Arguments?.Payload ?? {};
  const way = WITHOUT_EFFECT.has(state.Type) || next === undefined ? [] : [leftOut(name, next), before(name, next)];
  return [
    ...way,
    ...(state.Choices ?? []).map(
      (choice, n): Change => [
        `condition ${n + 1} is the opposite`,
        (_machine, of) => {
          const rule = of.Choices?.[n];
          if (rule !== undefined) rule.Condition = `{% $not(${choice.Condition.slice(2, -2)}) %}`;
        },
      ],
    ),
    // Where the failure of a task leads, and that it tries again: test/lib/workflows/failures.test.ts, test/lib/template.test.ts.
    ...((state.Catch ?? []).length > 0 && state.Type !== 'Task' ? [withoutCatch] : []),
    // Flags, limits and who hears it: test/lib/workflows/constants.test.ts.
    ...Object.keys(payload).flatMap(anotherInstance),
  ];
}

const leftOut = (name: string, next: string): Change => [
  'left out',
  (machine) => {
    if (machine.StartAt === name) machine.StartAt = next;
    for (const other of Object.values(machine.States)) redirect(other, name, next);
  },
];

const before = (name: string, next: string): Change => [
  'after what follows it',
  (machine, state) => {
    const follower = machine.States[next];
    if (follower?.Next === undefined || follower.Next === name) return;
    for (const other of Object.values(machine.States)) if (other !== follower) redirect(other, name, next);
    if (machine.StartAt === name) machine.StartAt = next;
    state.Next = follower.Next;
    follower.Next = name;
  },
];

function redirect(state: State, from: string, to: string): void {
  if (state.Next === from) state.Next = to;
  if (state.Default === from) state.Default = to;
  for (const way of [...(state.Choices ?? []), ...(state.Catch ?? [])]) if (way.Next === from) way.Next = to;
}

const withoutCatch: Change = [
  'without Catch',
  (_machine, state) => {
    delete state.Catch;
  },
];

/** The database of before, where another is meant. */
function anotherInstance(key: string): Change[] {
  if (key !== 'host' && key !== 'instance') return [];
  const to = '{% $triage.release.knownGood.database.identifier %}';
  return [
    [
      `${key} is ${JSON.stringify(to)}`,
      (_machine, state) => {
        if (state.Arguments?.Payload !== undefined) state.Arguments.Payload[key] = to;
      },
    ],
  ];
}
