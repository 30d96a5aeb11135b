import { describe, expect, it } from 'vitest';
import type { Check } from '../../../../lambdas/model/environment.ts';
import { failure, selected } from '../../../../lambdas/observation/run-checks/answered.ts';

const check = (change: Partial<Check> = {}): Check => ({
  name: 'nps',
  functionality: 'nps',
  smoke: false,
  method: 'GET',
  path: '/nps',
  expect: { status: 200, includes: 'score' },
  ...change,
});

describe('a check', () => {
  it.each([
    ['a smoke check', check({ smoke: true }), [], true],
    ['one of what is affected', check(), ['nps'], true],
    ['one of something else', check(), ['surveys'], false],
  ] as const)('runs, or not: %s', (_what, given, affected, runs) => {
    expect(selected([given], affected)).toEqual(runs ? [given] : []);
  });

  it.each([
    ['passes', { status: 200, body: '{"score":9}' }, undefined],
    ['got another status', { status: 502, body: 'score' }, '"nps" (GET /nps): status 502; expected 200'],
    ['got another answer', { status: 200, body: 'busy' }, '"nps" (GET /nps): the answer does not contain "score"'],
    ['got no connection', { status: 0, body: '' }, '"nps" (GET /nps): status 0; expected 200'],
  ])('%s', (_what, got, told) => {
    expect(failure(check(), got)).toBe(told);
  });

  it('that asks for a status alone passes with any answer', () => {
    expect(failure(check({ expect: { status: 404 } }), { status: 404, body: '' })).toBeUndefined();
  });
});
