import type { Random } from '../run/random.ts';
import { definitionTexts } from '../world/definitions.ts';

/** What of the Amazon States Language a mistake can change. */
interface State {
  Type: string;
  Next?: string;
  Default?: string;
  End?: boolean;
  Choices?: { Next: string; Condition: string }[];
  Catch?: { Next: string }[];
  Retry?: unknown[];
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
  const all = [...definitionTexts()]
    // A decision is the rollback's definition with another door.
    .filter(([machine]) => machine !== 'decision')
    .flatMap(([machine, text]) =>
      everyState(JSON.parse(text) as Machine).flatMap(([state, of]) =>
        changesOf(state, of).map(([what]): Mistake => ({ machine, state, what })),
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
    ...((state.Catch ?? []).length > 0 ? [without('Catch')] : []),
    ...((state.Retry ?? []).length > 0 ? [without('Retry')] : []),
    ...Object.entries(payload).flatMap(([key, value]) => otherValues(key, value)),
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

const without = (what: 'Catch' | 'Retry'): Change => [
  `without ${what}`,
  (_machine, state) => {
    delete state[what];
  },
];

/** Another constant: a flag turned, a limit of nothing, the other audience. */
function otherValues(key: string, value: unknown): Change[] {
  const set = (to: unknown): Change => [
    `${key} is ${JSON.stringify(to)}`,
    (_machine, state) => {
      if (state.Arguments?.Payload !== undefined) state.Arguments.Payload[key] = to;
    },
  ];
  if (typeof value === 'boolean') return [set(!value)];
  if (typeof value === 'number') return [set(0)];
  if (value === 'devops') return [set('teams')];
  if (value === 'teams') return [set('devops')];
  if (key === 'host' || key === 'instance') return [set('{% $triage.release.knownGood.database.identifier %}')];
  return [];
}
