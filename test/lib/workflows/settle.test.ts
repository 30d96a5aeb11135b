import jsonata from 'jsonata';
import { expect, it } from 'vitest';
import { definitionOf, type State } from '../definitions.ts';

/** Where a choice leads an execution with this input. */
async function leads({ Choices = [], Default }: State, input: object): Promise<string | undefined> {
  for (const { Condition, Next } of Choices) {
    const expression = jsonata(Condition.slice(2, -2));
    if ((await expression.evaluate({}, { states: { context: { Execution: { Input: input } } } })) === true) return Next;
  }
  return Default;
}

/** No story of the simulation leaves a database cold: each is small. */
it.each([
  [false, 'Go on warming the database'],
  [true, 'Look whether the database has settled'],
])('a database whose warming is done: %s: goes on with "%s"', async (done, next) => {
  const state = definitionOf('settle').States['Is something cold?'];
  if (state === undefined) throw new Error('Settle no longer asks whether something is cold.');
  expect(await leads(state, { warmth: { done } })).toBe(next);
});
