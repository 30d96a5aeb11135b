import type { Trail } from './history.ts';

/** Which item an iteration of a Map works on, as the context object has it. */
export interface MapItem {
  readonly Index: number;
  readonly Value: unknown;
}

/**
 * Where one machine (the execution's own, a branch's, an iteration's) stands. It outlives a failed attempt: a redrive goes
 * on from it, so that no state that succeeded runs again.
 */
export interface Place extends Trail {
  /** The state to run next, or the one that has not succeeded; undefined once the machine is done. */
  state: string | undefined;
  /** That state's input; once done, the machine's output. */
  input: unknown;
  /** Set while that state is entered: when (virtual ms), and by which event. */
  entered: { readonly at: number; readonly event: number } | undefined;
  /** Variables of this scope, with those of the outer scopes behind them. */
  readonly variables: Record<string, unknown>;
  readonly item: MapItem | undefined;
  /** Branches or iterations of that state, by index; missing: not begun. */
  children: Children | undefined;
}

export interface Children {
  /** The argument of the branches, or the items of the iterations. */
  readonly input: unknown;
  readonly places: (Place | undefined)[];
}

export function firstPlace(state: string, input: unknown): Place {
  return {
    path: [],
    last: 0,
    state,
    input,
    entered: undefined,
    variables: Object.create(null) as Record<string, unknown>,
    item: undefined,
    children: undefined,
  };
}

/** A branch's or iteration's first place: it reads the outer variables, and its own die with it. */
export function innerPlace(outer: Place, step: string, state: string, input: unknown, item?: MapItem): Place {
  return {
    path: [...outer.path, step],
    last: outer.last,
    state,
    input,
    entered: undefined,
    variables: Object.create(outer.variables) as Record<string, unknown>,
    item: item ?? outer.item,
    children: undefined,
  };
}

/** Every variable that a place can read. */
export function readable({ variables }: Pick<Place, 'variables'>): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  for (const name in variables) all[name] = variables[name];
  return all;
}
