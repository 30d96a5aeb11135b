import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../../sandbox/services/states/expression.ts';
import { compile, sourced } from '../../../../sandbox/services/states/jsonata-functions.ts';
import { readPath } from '../../../../sandbox/services/states/path.ts';
import type { Scope } from '../../../../sandbox/services/states/scope.ts';

const scopeOf = (variables: Record<string, unknown>, states: Scope['states'] = { context: {} }): Scope => ({
  states,
  variables,
  where: '',
  now: 0,
  random: () => 0,
  uuid: () => '',
});

/** What JSONata itself says, as JSON. */
async function byJsonata(code: string, scope: Scope): Promise<unknown> {
  const found: unknown = await compile(code).evaluate(undefined, {
    ...scope.variables,
    ...sourced(scope),
    states: scope.states,
  });
  return found === undefined ? undefined : JSON.parse(JSON.stringify(found));
}

const names = fc.constantFrom('a', 'b', 'c', 'length', 'states', 'constructor');
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false, 0, -1.5, '', 'text', '{% $a %}'),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(names, tie('value'), { maxKeys: 3 }),
  ),
})).value;

describe('a plain path', () => {
  it('is what JSONata makes of it, wherever it is taken at all', async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(names, json),
        fc.array(names, { minLength: 1, maxLength: 4 }),
        async (values, path) => {
          const variables = JSON.parse(JSON.stringify(values)) as Record<string, unknown>;
          const scope = scopeOf(variables, { input: variables, result: variables['a'], context: { State: 'x' } });
          const code = `$${path.join('.')}`;
          const found = readPath(code, scope);
          if (found === undefined) return;
          taken++;
          expect(found).toEqual(await byJsonata(code, scope));
        },
      ),
      { numRuns: 2_000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  it.each([
    ['a missing field', '$a.missing'],
    ['an array on the way', '$list.a'],
    ['a function', '$now'],
    ['a variable with the name of a function', '$uuid'],
    ['an operator', '$a.b = 1'],
    ['what every object inherits', '$a.constructor'],
  ])('leaves %s to JSONata', (_what, code) => {
    expect(readPath(code, scopeOf({ a: { b: 1 }, list: [{ a: 1 }], uuid: 'mine' }))).toBeUndefined();
  });

  it('gives a value in a template', async () => {
    expect(await evaluate({ x: ['{% $a.b %}'] }, scopeOf({ a: { b: { c: 1 } } }), 'Output')).toEqual({
      x: [{ c: 1 }],
    });
  });
});
