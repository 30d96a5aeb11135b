import { type Machine, type State, statesOf } from './definitions.ts';

/**
 * Variables that a state reads though some way through the definition leads to it without any state that assigns them:
 * `<state>: $<variable>`. Computed as a compiler computes definite assignment: what is assigned at a state is what every way to
 * it has assigned. A state's own `Assign` counts for what follows, a `Catch` only with what the catch itself assigns; branches
 * and iterations see the variables outside, and theirs end with them.
 */
export function usedUnassigned(machine: Machine, outside: ReadonlySet<string> = new Set()): string[] {
  const at = assignedAt(machine, outside);
  return Object.entries(machine.States).flatMap(([name, state]) => {
    const assigned = at.get(name);
    if (assigned === undefined) return [`${name}: no way leads there`];
    const inner = [...(state.Branches ?? []), ...(state.ItemProcessor === undefined ? [] : [state.ItemProcessor])];
    return [
      ...readBy(state)
        .filter((variable) => !assigned.has(variable))
        .map((variable) => `${name}: $${variable}`),
      ...inner.flatMap((part) => usedUnassigned(part, assigned)),
    ];
  });
}

/** Variables that some state assigns and no state reads. */
export function neverRead(machine: Machine): string[] {
  const states = statesOf(machine).map(([, state]) => state);
  const read = new Set(states.flatMap(readBy));
  const assigned = states.flatMap((state) => waysOn(state).flatMap(([, assigns]) => assigns));
  return [...new Set(assigned)].filter((variable) => !read.has(variable)).sort();
}

/** State -> what every way to it has assigned, by going round until nothing changes. */
function assignedAt({ StartAt, States }: Machine, outside: ReadonlySet<string>): Map<string, ReadonlySet<string>> {
  const at = new Map<string, ReadonlySet<string>>([[StartAt, outside]]);
  const waiting = [StartAt];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const state = States[name];
    if (state === undefined) throw new Error(`A transition leads to "${name}", which is no state.`);
    for (const [next, assigns] of waysOn(state)) {
      const here = new Set([...(at.get(name) ?? []), ...assigns]);
      const known = at.get(next);
      const both = known === undefined ? here : new Set([...known].filter((variable) => here.has(variable)));
      if (known !== undefined && both.size === known.size) continue;
      at.set(next, both);
      waiting.push(next);
    }
  }
  return at;
}

function waysOn(state: State): (readonly [string, readonly string[]])[] {
  const assigned = Object.keys(state.Assign ?? {});
  const next = [state.Next, state.Default, ...(state.Choices ?? []).map((choice) => choice.Next)];
  return [
    ...next.filter((name) => name !== undefined).map((name) => [name, assigned] as const),
    ...(state.Catch ?? []).map((way) => [way.Next, Object.keys(way.Assign ?? {})] as const),
  ];
}

/** JSONata's own functions, those of Step Functions, and variables of a block inside an expression. */
function readBy(state: State): string[] {
  const { Branches, ItemProcessor, ...own } = state;
  const codes = JSON.stringify(own).match(/\{%.*?%\}/g) ?? [];
  const found = codes.flatMap((code) => {
    const local = new Set([...code.matchAll(/\$(\w+)\s*:=/g)].map(([, name]) => name));
    return [...code.matchAll(/\$([a-zA-Z]\w*)(\s*\()?/g)]
      .filter(([, name, call]) => call === undefined && name !== 'states' && !local.has(name))
      .map(([, name = '']) => name);
  });
  return [...new Set(found)];
}
