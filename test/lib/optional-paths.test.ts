import * as v from 'valibot';
import { expect, it } from 'vitest';
import sandbox from '../../examples/survey-platform/environment.ts';
import { environmentSchema } from '../../lib/configuration/schema.ts';
import { CASES } from './configurations.ts';
import { note, type Seen } from './optional-paths.ts';

const seenIn = (schema: v.GenericSchema, values: readonly unknown[]): Map<string, Seen> => {
  const seen = new Map<string, Seen>();
  for (const value of values) note(schema, value, seen);
  return seen;
};

it('every key that may be left out is given in one configuration and left out in another, and every alternative is taken', () => {
  const configurations = [sandbox, ...CASES.map(([, change]) => ({ ...sandbox, ...change }))];
  const seen = seenIn(environmentSchema as unknown as v.GenericSchema, configurations);
  expect(seen.size).toBeGreaterThan(30);
  const untried = [...seen].flatMap(([path, { given, leftOut }]) => [
    ...(given ? [] : [`${path} is never given`]),
    ...(leftOut ? [] : [`${path} is never left out`]),
  ]);
  expect(untried, 'add a case to test/lib/configurations.ts').toEqual([]);
});

it('sees a key that nobody gives, one that nobody leaves out, and an alternative that nobody takes', () => {
  const schema = v.strictObject({
    a: v.optional(v.string()),
    b: v.optional(v.strictObject({ c: v.optional(v.number()) })),
    d: v.array(v.union([v.strictObject({ e: v.string() }), v.strictObject({ f: v.string() })])),
  }) as v.GenericSchema;
  const seen = seenIn(schema, [
    { b: {}, d: [{ e: 'x' }] },
    { b: { c: 1 }, d: [] },
  ]);
  expect(seen.get('a')).toEqual({ given: false, leftOut: true });
  expect(seen.get('b')).toEqual({ given: true, leftOut: false });
  expect(seen.get('b.c')).toEqual({ given: true, leftOut: true });
  expect(seen.get('d[]<0: e>')?.given).toBe(true);
  expect(seen.get('d[]<1: f>')?.given).toBe(false);
});
