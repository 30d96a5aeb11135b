import { describe, expect, it } from 'vitest';
import type { Check } from '../../../../lambdas/model/environment.ts';
import { failure, type Got, kept, selected } from '../../../../lambdas/observation/run-checks/answered.ts';

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

describe('what a check expects of an answer', () => {
  const body = '{"items":[{"name":"NPS","open":true}],"total":3,"token":"s3cret"}';
  const got = (change: Partial<Got> = {}): Got => ({
    ...{ status: 200, body, tookMs: 300 },
    header: (name) => (name.toLowerCase() === 'cache-control' ? 'no-store' : null),
    ...change,
  });
  const why = (expect: Partial<Check['expect']>, answer = got(), keep = {}) =>
    failure(check({ expect: { status: 200, ...expect }, keep }), answer);

  it.each<[string, Partial<Check['expect']>]>([
    ['a header', { headers: { 'Cache-Control': 'no-store' } }],
    ['values of its JSON', { json: { 'items.0.name': 'NPS', 'items.0.open': true, total: 3 } }],
    ['a match', { matches: '"total":\\s*\\d+' }],
    ['an answer in time', { withinMs: 300 }],
  ])('%s', (_what, expected) => {
    expect(why(expected)).toBeUndefined();
  });

  it.each<[Partial<Check['expect']>, string]>([
    [{ headers: { 'Cache-Control': 'public' } }, 'header Cache-Control is "no-store"; expected "public"'],
    [{ headers: { ETag: 'x' } }, 'header ETag is missing; expected "x"'],
    [{ json: { total: 4 } }, 'total of the answer is 3; expected 4'],
    [{ json: { total: '3' } }, 'total of the answer is 3; expected "3"'],
    [{ json: { 'items.1.name': 'NPS' } }, 'items.1.name of the answer is missing; expected "NPS"'],
    [{ json: { items: 'NPS' } }, 'items of the answer is no single value; expected "NPS"'],
    [{ json: { constructor: 'x' } }, 'constructor of the answer is missing; expected "x"'],
    [{ matches: '^NPS' }, 'the answer does not match /^NPS/'],
    [{ withinMs: 299 }, 'it took 0.3 s; expected at most 0.3 s'],
  ])('%o is told as what was got and what was expected', (expected, told) => {
    expect(why(expected)).toBe(`"nps" (GET /nps): ${told}`);
  });

  it('JSON is expected of an answer that is none', () => {
    expect(why({ json: { total: 3 } }, got({ body: '<html>' }))).toMatch(/total of the answer is missing/);
  });

  it('an expression that searches without end is stopped, and told', () => {
    const began = performance.now();
    expect(why({ matches: '(a+)+$' }, got({ body: `${'a'.repeat(40)}b` }))).toMatch(/searched for .* for too long/);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('a time without an answer is told', () => {
    expect(why({}, { status: 0, body: '', tookMs: 5_000 })).toMatch(
      /status 0 \(no answer after 5\.0 s\); expected 200/,
    );
  });

  it('values are kept of the answer, and their absence is told without them', () => {
    expect(kept(check({ keep: { token: 'token', total: 'total' } }), body)).toEqual([
      ['token', 's3cret'],
      ['total', '3'],
    ]);
    expect(why({}, got(), { token: 'items' })).toMatch(
      /items of the answer is no text or number; expected one to keep as "token"/,
    );
  });
});
