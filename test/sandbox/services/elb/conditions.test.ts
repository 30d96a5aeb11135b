import { expect, it } from 'vitest';
import { matches } from '../../../../sandbox/services/elb/conditions.ts';
import { matchesCode } from '../../../../sandbox/services/elb/health-check.ts';
import { redirectTo } from '../../../../sandbox/services/elb/redirect.ts';

const request = {
  method: 'GET',
  url: '/surveys/42?source=mail',
  headers: { host: 'Survey.example:8080', 'x-bypass': 'Secret' },
  source: '::ffff:127.0.0.1',
};

it.each([
  [{ Field: 'path-pattern', PathPatternConfig: { Values: ['*'] } }, true],
  [{ Field: 'path-pattern', Values: ['/surveys/??'] }, true],
  [{ Field: 'path-pattern', Values: ['/Surveys/*'] }, false],
  [{ Field: 'path-pattern', Values: ['/surveys'] }, false],
  [{ Field: 'path-pattern', Values: ['/surveys/42?source=mail'] }, false],
  [{ Field: 'host-header', HostHeaderConfig: { Values: ['*.EXAMPLE'] } }, true],
  [{ Field: 'host-header', HostHeaderConfig: { Values: ['example'] } }, false],
  [{ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Bypass', Values: ['no', 'secret'] } }, true],
  [{ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Bypass', Values: ['secre'] } }, false],
  [{ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Absent', Values: ['*'] } }, false],
  [{ Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['POST'] } }, false],
  [{ Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'source', Value: 'm*' }] } }, true],
  [{ Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'to', Value: 'mail' }] } }, false],
  [{ Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8', '127.0.0.0/8'] } }, true],
  [{ Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8'] } }, false],
])('%j: %s', (condition, expected) => {
  expect(matches([condition], request)).toBe(expected);
});

it('needs every condition of a rule', () => {
  const path = { Field: 'path-pattern', Values: ['*'] };
  const post = { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['POST'] } };
  expect(matches([path, post], request)).toBe(false);
  expect(matches([path, post], { ...request, method: 'POST' })).toBe(true);
});

it.each([
  ['200', 200, true],
  ['200', 204, false],
  ['200,300-399', 304, true],
  ['200-299', 300, false],
])('matcher %s, status %i: %s', (matcher, status, expected) => expect(matchesCode(matcher, status)).toBe(expected));

it('redirects to the parts of the request that the action does not name', () => {
  expect(redirectTo({ StatusCode: 'HTTP_301', Path: '/new/#{path}' }, request, 8080)).toEqual({
    status: 301,
    location: 'http://Survey.example:8080/new/surveys/42?source=mail',
  });
});
