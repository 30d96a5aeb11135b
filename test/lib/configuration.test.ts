import { describe, expect, it } from 'vitest';
import example from '../../config/example.ts';
import sandbox from '../../examples/survey-platform/environment.ts';
import { check } from '../../lib/configuration/check.ts';
import type { EnvironmentConfiguration } from '../../lib/configuration/schema.ts';
import { maintenancePage } from '../../lib/workflows/settings.ts';

const wrong = (change: object): string => {
  try {
    check({ ...sandbox, ...change } as EnvironmentConfiguration, 'config/wrong.ts');
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a configuration', () => {
  it('that ships is valid', () => {
    expect(check(sandbox, 'examples/survey-platform/environment.ts').rollbackWindowMinutes).toBe(120);
    expect(check(example, 'config/example.ts').name).toBe('production');
  });

  it.each([
    ['an account that is none', { account: '12' }, /account: is "12"; expected an AWS account of 12 digits/],
    ['an unknown key', { colour: 'red' }, /colour: is not a known key/],
    ['no alarm', { alarms: [] }, /alarms: expected at least one alarm/],
    [
      'no smoke check',
      { checks: [{ name: 'a', functionality: 'b', path: '/', expect: { status: 200 } }] },
      /checks: expected at least one check with smoke: true/,
    ],
    [
      'an address that is none',
      { audiences: { devops: ['nobody'], teams: ['a@example.com'] } },
      /audiences\.devops\.0: is "nobody"; expected an e-mail address/,
    ],
    [
      'a log group by its ARN',
      { logs: { groups: ['arn:aws:logs:sa-east-1:111122223333:log-group:/survey/web'] } },
      /logs\.groups\.0: is "arn:aws:logs.*"; expected the name of a log group/,
    ],
    ['log groups that are none', { logs: { groups: [] } }, /logs\.groups: expected at least one log group/],
    ['a time zone that is none', { timeZone: 'Brasil' }, /timeZone: is "Brasil"; expected an IANA time zone/],
    [
      'the page before the bypass',
      { maintenance: { ...sandbox.maintenance, priorities: { bypass: 5, page: 2 } } },
      /expected the bypass before the page/,
    ],
    [
      'a sentinel that writes',
      {
        database: {
          ...sandbox.database,
          sentinels: [{ name: 's', sql: 'DELETE FROM answers', expect: { equals: '0' } }],
        },
      },
      /database\.sentinels\.0\.sql: is "DELETE FROM answers"; expected one SELECT/,
    ],
    [
      'a table that is an injection',
      { database: { ...sandbox.database, tables: ['answers; drop table answers'] } },
      /database\.tables\.0: is "answers; drop table answers"/,
    ],
    [
      'a name in capitals without its quotes',
      { database: { ...sandbox.database, tables: ['Answer'] } },
      /database\.tables\.0: is "Answer"; expected .*in double quotes what has capitals/,
    ],
    [
      'a sentinel that hides a second statement',
      {
        database: {
          ...sandbox.database,
          sentinels: [
            { name: 's', sql: 'WITH a AS (SELECT 1) SELECT 1; DELETE FROM answers', expect: { equals: '0' } },
          ],
        },
      },
      /database\.sentinels\.0\.sql/,
    ],
    [
      'an application role that is none',
      { database: { ...sandbox.database, applicationRole: ['app', 'x"; DROP ROLE app'] } },
      /database\.applicationRole/,
    ],
    [
      'no limit of lost writes',
      { database: { ...sandbox.database, maxLostWrites: undefined } },
      /database\.maxLostWrites/,
    ],
    [
      'a migration in a service that is none',
      { migration: { service: 'api', container: 'app', command: ['x'] } },
      /migration\.service/,
    ],
  ])('with %s is refused by name', (_what, change, told) => {
    expect(wrong(change)).toMatch(told);
  });

  it('names every problem at once', () => {
    expect(wrong({ account: '12', region: 'x', language: 'fr' })).toMatch(
      /3 problems:[\s\S]*account[\s\S]*region[\s\S]*language/,
    );
  });
});

describe('the maintenance page', () => {
  it('escapes what the configuration says, and refuses what the load balancer would', () => {
    expect(maintenancePage('en', 'A & B', '<script>')).toContain('A &amp; B</h1><p>&lt;script&gt;');
    expect(() => maintenancePage('en', 'x', 'y'.repeat(900))).toThrow(/expected at most 1024\. Shorten/);
  });
});
