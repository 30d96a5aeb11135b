import { describe, expect, it } from 'vitest';
import { takesAll, touches } from '../../../lambdas/maintenance/area.ts';
import { covers, overlap } from '../../../lambdas/model/patterns.ts';

describe('patterns of a rule', () => {
  it.each([
    ['/a/*', '/a/b/*', true],
    ['/a/*', '/b/*', false],
    ['*/static/*', '/app/*', true],
    ['*.example.com', 'app.*', true],
    ['app.example.com', 'billing.example.com', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['*', '', true],
  ])('%s and %s meet: %s', (one, other, meet) => {
    expect([overlap(one, other), overlap(other, one)]).toEqual([meet, meet]);
  });

  it.each([
    ['*', '/a/*', true],
    ['/a/*', '/a/b/*', true],
    ['/a/b/*', '/a/*', false],
    ['*.example.com', 'app.example.com', true],
    ['app.example.com', '*.example.com', false],
    ['/a/?', '/a/*', false],
    ['a*', 'a', true],
  ])('%s takes all of %s: %s', (outer, inner, all) => {
    expect(covers(outer, inner)).toBe(all);
  });
});

describe('a rule and the requests of the application', () => {
  const host = (Values: string[], RegexValues?: string[]) => ({
    Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values, ...(RegexValues && { RegexValues }) } }],
  });
  const app = { hosts: ['app.example.com'], paths: [] };

  it.each([
    ['has no condition', {}],
    ['has an empty list of them', { Conditions: [] }],
  ])('meet in every request where the rule %s', (_what, rule) => {
    expect([touches(rule, app), takesAll(rule, app)]).toEqual([true, true]);
  });

  it.each([
    ['app.example.com', true],
    ['billing.example.com', false],
  ])('are told from the earlier form of a condition too: %s', (value, meet) => {
    const rule = { Conditions: [{ Field: 'host-header', Values: [value] }] };
    expect([touches(rule, app), takesAll(rule, app)]).toEqual([meet, meet]);
  });

  it('do not meet where the condition names nothing', () => {
    expect(touches({ Conditions: [{ Field: 'host-header' }] }, app)).toBe(false);
  });

  it('meet where a regular expression fits the host', () => {
    expect(touches(host([], ['^app\\.']), app)).toBe(true);
    expect(touches(host([], ['^billing\\.']), app)).toBe(false);
    expect(touches(host([], ['(']), app)).toBe(true);
    expect(touches(host([], ['^billing\\.']), { hosts: ['*.example.com'], paths: [] })).toBe(true);
  });

  it('that looks at anything but host and path takes only some of them', () => {
    const method = { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['POST'] } };
    expect(takesAll(host(['app.example.com']), app)).toBe(true);
    expect(takesAll({ Conditions: [...host(['app.example.com']).Conditions, method] }, app)).toBe(false);
  });
});
