import { describe, expect, it } from 'vitest';
import { codeOf } from '../../../../sandbox/services/states/expression.ts';
import { compile, sourced } from '../../../../sandbox/services/states/jsonata-functions.ts';
import { readPlain } from '../../../../sandbox/services/states/plain-expression.ts';
import type { Scope } from '../../../../sandbox/services/states/scope.ts';
import { Random } from '../../../../simulation/run/random.ts';
import { synthesized } from './synthesized.ts';

/** Every expression of every workflow, once. */
function expressions(): string[] {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    const code = codeOf(value);
    if (code !== undefined) found.add(code);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(look);
  };
  for (const [, machine] of synthesized()) look(machine);
  return [...found];
}

const OTHERS = [
  ...['$sort([$a, $b.c, $missing.field])', '$sort([$a, $b])[0]', '$count([$a])', '$max([$a, $b, 3])', '$max($a)'],
  ...['$a = $b', '$a != $b', '$a < $b', '$a >= $b', '$a and $b or $c', '$a ? $b : $c', '$a ? 1', '$not($a)', '-$a'],
  ...['$a + $b * 2', '$a / $b', '$a - $a', '0 * -1', '$round($a)', '$round(-0.4)', '$round(2.5)', '$round(3.5)'],
  ...['$toMillis($a)', '$exists($a.b.c)', '$count($a)', '($x := $a; $x = $b)', '($a := 1; $a)', '($a := 1; $a.b)'],
  ...['$a.constructor', '$a.length', '$exists($a.constructor)', '$a.b[0]', '$a.b = null', '$not', '$count = 1'],
];

const TIMES = ['2026-03-02T12:00:00.000Z', '2026-03-02T12:10:05.250Z', '2026-03-02T12:00:00Z', '2026-03-02'];
const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, 2.5, -3.5, 61, '', 'text', 'person', ...TIMES],
  ...[[], ['x'], [0], [false], ['x', 'y'], [[1]], [{ b: 1 }], {}, { b: 1 }, { b: { c: 'x' } }],
];

/** Values at the places that an expression names; some of them are missing. */
function scopeFor(code: string, chance: Random): Scope {
  const root: Record<string, unknown> = { states: { input: {}, context: { State: {}, Execution: {} } } };
  for (const [path] of code.matchAll(/\$[A-Za-z]\w*(?:\.[A-Za-z]\w*)*/g)) {
    if (chance.chance(0.15)) continue;
    const steps = path.slice(1).split('.');
    const last = steps.pop() ?? '';
    let into = root;
    for (const step of steps) {
      const next = into[step];
      const inside = typeof next === 'object' && next !== null ? next : {};
      into[step] = inside;
      into = inside as Record<string, unknown>;
    }
    if (last !== 'states' && !/^(?:sort|not|count|exists|max|min|round|toMillis)$/.test(last))
      into[last] = structuredClone(chance.pick(VALUES));
  }
  const { states, ...variables } = JSON.parse(JSON.stringify(root)) as { states: Scope['states'] };
  return { states, variables, where: '', now: 0, random: () => 0, uuid: () => '' };
}

/** What JSONata itself says, as JSON; undefined: nothing, or an error. */
async function byJsonata(expression: ReturnType<typeof compile>, scope: Scope): Promise<unknown> {
  try {
    const seen = { ...scope.variables, ...sourced(scope), states: scope.states };
    const found: unknown = await expression.evaluate(undefined, seen);
    return found === undefined ? undefined : JSON.parse(JSON.stringify(found));
  } catch {
    return undefined;
  }
}

describe('an expression of single values', () => {
  it('is what JSONata makes of it, wherever it is taken at all', async () => {
    const all = [...expressions(), ...OTHERS];
    const chance = new Random('expressions');
    const taken = new Map<string, number>();
    for (const code of all) {
      const expression = compile(code);
      for (let n = 0; n < 30; n++) {
        const scope = scopeFor(code, chance);
        const found = readPlain(code, scope);
        if (found === undefined) continue;
        taken.set(code, (taken.get(code) ?? 0) + 1);
        expect([code, scope, found]).toEqual([code, scope, await byJsonata(expression, scope)]);
      }
    }
    expect(taken.size).toBeGreaterThan(100);
    // The time when a state began, which every task is told.
    expect([...taken.keys()].filter((code) => code.startsWith('$sort([')).length).toBeGreaterThan(0);
  });

  it.each(['$now()', '$a.b[0]', '$sort([1, 2])', '$map([1], function($x) { $x })', '$a ~> $count', '{"a": 1}'])(
    'leaves %s to JSONata',
    (code) => {
      expect(readPlain(code, scopeFor('$a.b', new Random(1)))).toBeUndefined();
    },
  );
});
