import { describe, expect, it } from 'vitest';
import { counted } from '../../../lambdas/messages/counted.ts';
import { reasonsIn } from '../../../lambdas/messages/reasons.ts';
import { render } from '../../../lambdas/messages/render.ts';
import type { Language } from '../../../lambdas/model/environment.ts';
import { everyMessage } from '../../documents/every-message.ts';
import { messages, voice } from './samples.ts';

/** A message in which every number is this one, however deep. */
function withNumbers<T>(value: T, number: number): T {
  if (typeof value === 'number') return number as T;
  if (Array.isArray(value)) return value.map((one) => withNumbers(one, number)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withNumbers(one, number)])) as T;
}

/** A plural behind a one: `1 writes`, `1 gravações`. Words that end so and are no plural stand apart. */
const WRONG = /(?<![\d.,:/-])1 (?!(?:is|was|nos|mais|as|às|menos|ms)(?!\p{L}))[\p{Ll}-]+s(?!\p{L})/u;

describe.each(['en', 'pt-BR'] as const)('%s: what is counted agrees with its number', (language: Language) => {
  const all = [...messages, ...everyMessage(language)].map((message) => [message.kind, message] as const);
  it.each(all)('one, in %s', (_kind, message) => {
    const { subject, body } = render(withNumbers(message, 1), { ...voice, language });
    const own = body.replaceAll(/\{"[^\n]*/g, '').replaceAll(/https:\S+/g, '');
    expect(`${subject}\n${own}`.match(WRONG)?.[0]).toBeUndefined();
  });

  it('in the reasons of a decision', () => {
    const say = reasonsIn(language);
    for (const text of [say.withinLimit(1, 1), say.aboveLimit(1, 0), say.acceptedAny(1), say.outsideWindow('r', 1, 1)])
      expect(text).not.toMatch(WRONG);
  });
});

it('finds what it looks for', () => {
  for (const wrong of ['took 1 writes since', 'recebeu 1 gravações desde', '1 minutes after'])
    expect(wrong).toMatch(WRONG);
  for (const right of ['1 write', '31 minutes', '1 mais', '1 was', '1 ms', '2.1 rows'])
    expect(right).not.toMatch(WRONG);
});

it.each([
  [0, '0 writes'],
  [1, '1 write'],
  [2, '2 writes'],
])('%d and its noun: %s', (count, expected) => {
  expect(counted(count, 'write', 'writes')).toBe(expected);
});
