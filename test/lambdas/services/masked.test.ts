import { describe, expect, it } from 'vitest';
import { masked } from '../../../lambdas/services/masked.ts';

describe('a line of a log', () => {
  it.each([
    ['postgres://app:s3cr3t@host:5432/survey', 'postgres://app:***@host:5432/survey'],
    ['could not log in (password=hunter2, user=app)', 'could not log in (password=***, user=app)'],
    ['DB_PASSWORD: "with blanks in it" SECRET_KEY_BASE=abc', 'DB_PASSWORD: *** SECRET_KEY_BASE=***'],
    ['{"apiKey":"k-1","token": "t"}', '{"apiKey":***,"token": ***}'],
    ['GET / Authorization: Bearer abcdef0123456789', 'GET / Authorization: *** ***'],
    ['sent bearer abcdef0123456789', 'sent bearer ***'],
    ["ALTER ROLE app PASSWORD 'it''s secret' LOGIN", "ALTER ROLE app PASSWORD '***' LOGIN"],
    ['key AKIAABCDEFGHIJKLMNOP used', 'key *** used'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\nthen', '***\nthen'],
    ['-----BEGIN PRIVATE KEY-----\ncut off', '***'],
    ['DETAIL:  Failing row contains (1, ana@example.com, null).', 'DETAIL:  Failing row contains (***).'],
    ['DETAIL:  Key (email)=(ana@example.com) already exists.', 'DETAIL:  Key (email)=(***) already exists.'],
  ])('%s', (line, expected) => {
    expect(masked(line)).toBe(expected);
  });

  it.each([
    'relation "answers" does not exist',
    'ERROR: duplicate key value violates unique constraint "surveys_pkey"',
    'migrating to 2.0.0 at https://registry:443/app',
    'tokens are read in 3 batches',
  ])('that holds no secret stays as it is: %s', (line) => {
    expect(masked(line)).toBe(line);
  });
});
