import { describe, expect, it } from 'vitest';
import { typedSecrets } from '../../../../lambdas/requests/read-release-request/typed-secrets.ts';

const told = (name: string, value: string) => typedSecrets({ web: { environment: { STAGE: 'test', [name]: value } } });

/** Made up, and put together here so that no scanner takes them for real ones. */
const of = (...parts: string[]) => parts.join('');
const AWS_KEY = of('AKIA', 'IOSFODNN7EXAMPLE');
const GITHUB = of('ghp', '_', 'a1B2'.repeat(9));
const PAT = of('github', '_pat_', '11ABCDEFG0'.repeat(3));
const STRIPE = of('sk', '_live_', 'x9'.repeat(12));
const JWT = of('eyJ', 'hbGciOiJIUzI1NiJ9', '.eyJ', 'zdWIiOiIxMjM0NTYifQ', '.', 'dozjgNryP4J3jVmNHl0w5N');
const PEM = (kind: string) => of('-----BEGIN ', kind, '-----\nMIIE\n-----END ', kind, '-----');

describe('a variable of a request', () => {
  it.each([
    'SECRET_KEY_BASE',
    'DB_PASS',
    'SMTP_PASS',
    'DBPASS',
    'DB_PASSWORD',
    'DB_PASSWORD_PROD',
    'PASSWORD_2',
    'PGPASSWORD',
    'dbPassword',
    'MYSQL_PWD',
    'api_key',
    'APIKEY',
    'apiKey',
    'STRIPE_API_KEYS',
    'STRIPE_SECRET_KEY',
    'CLIENTSECRET',
    'AWS_SECRET_ACCESS_KEY',
    'JWT_PRIVATE_KEY',
    'TOKEN_GITHUB',
    'AUTH_TOKEN',
    'SSH_PASSPHRASE',
    'GOOGLE_CREDENTIALS',
    'PUBLICATION_DB_PASSWORD',
    'PUBLIC_SITE_PASSWORD',
  ])('%s is refused by its name', (name) => {
    expect(told(name, 'hunter2!')).toEqual([
      `"services.web.environment.${name}" is named like a secret; expected it in Secrets Manager or Parameter Store, under "secrets" of the task definition`,
    ]);
  });

  it.each([
    ['DATABASE_URL', 'postgres://survey:hunter2!@db.internal:5432/survey', 'an address with a password'],
    ['DATABASE_URL', 'postgres://survey:hunter2!/x@db.internal/survey', 'an address with a password'],
    ['DATABASE_URL', 'postgres://db.internal/survey?user=a&password=hunter2!', 'an address with a password'],
    ['REDIS', 'rediss://:hunter2!@cache:6379', 'an address with a password'],
    ['DSN', 'survey:hunter2!@tcp(db.internal:3306)/survey', 'an address with a password'],
    ['CONNECTION', 'Server=db;Database=survey;Password=hunter2!', 'an address with a password'],
    ['SENTRY_DSN', 'https://public:hunter2!@sentry.example.com/1', 'an address with a password'],
    ['CERTIFICATE', PEM('RSA PRIVATE KEY'), 'a private key'],
    ['CERTIFICATE', PEM('PRIVATE KEY'), 'a private key'],
    ['CERTIFICATE', PEM('ENCRYPTED PRIVATE KEY'), 'a private key'],
    ['CERTIFICATE', PEM('PGP PRIVATE KEY BLOCK'), 'a private key'],
    ['AWS_ACCESS_KEY_ID', AWS_KEY, 'an AWS access key'],
    ['EXTRA', `region=sa-east-1,key=${AWS_KEY}`, 'an AWS access key'],
    ['EXTRA', GITHUB, 'a token'],
    ['EXTRA', PAT, 'a token'],
    ['EXTRA', STRIPE, 'a token'],
    ['EXTRA', `Bearer ${JWT}`, 'a signed token'],
  ])('%s is refused by its value, which is not repeated: %s', (name, value, holds) => {
    const [problem, ...others] = told(name, value);
    expect(problem).toMatch(new RegExp(`^"services\\.web\\.environment\\.${name}" holds ${holds}`));
    expect(problem).not.toContain(value);
    expect(problem).not.toContain('hunter2');
    expect(others).toEqual([]);
  });

  it.each([
    ['JWT_PUBLIC_KEY', PEM('PUBLIC KEY')],
    ['NEXT_PUBLIC_API_KEY', 'pk_browser'],
    ['TOKEN_TTL', '3600'],
    ['TOKEN_EXPIRES_IN', '15m'],
    ['TOKEN_URL', 'https://login.example.com/token'],
    ['PASSWORD_MIN_LENGTH', '12'],
    ['PASSWORD_ROUNDS', '12'],
    ['PASSWORD_POLICY', 'strict'],
    ['REQUIRE_PASSWORD', 'true'],
    ['CORS_ALLOW_CREDENTIALS', 'true'],
    ['MAX_TOKENS', '4096'],
    ['SECRET_ARN', 'arn:aws:secretsmanager:sa-east-1:111122223333:secret:survey'],
    ['SECRETS_MANAGER_ENDPOINT', 'https://secretsmanager.sa-east-1.amazonaws.com'],
    ['DB_PASSWORD_FILE', '/run/secrets/db'],
    ['PASSPORT_COUNT', '3'],
    ['PASS_RATE', 'high'],
    ['COMPASS_URL', 'https://compass.example.com'],
    ['COMPASS', 'north'],
    ['BYPASS', 'maintenance'],
    ['PWD', '/app'],
    ['KEYBOARD', 'abnt2'],
    ['PARTITION_KEY', 'survey'],
    ['SECRETARY', 'Ana'],
    ['TOKENIZER', 'words'],
    ['DATABASE_URL', 'postgres://db.internal:5432/survey'],
    ['DATABASE_URL', 'postgres://survey@db.internal:5432/survey'],
    ['DATABASE_HOST', 'db.internal'],
    ['SENTRY_DSN', 'https://0123456789abcdef@o1.ingest.sentry.io/2'],
    ['REGISTRY', 'https://registry.internal:443/npm/@survey'],
    ['MAIL_FROM', 'Survey: team <team@example.com>'],
  ])('%s=%s is taken', (name, value) => {
    expect(told(name, value)).toEqual([]);
  });

  it.each([
    ['DB_PASSWORD', '123456'],
    ['DB_PASS', '123456'],
    ['AUTH_TOKEN', '42'],
    ['API_KEY', '1234'],
  ])('%s is refused though its value is a number', (name, value) => {
    expect(told(name, value)).toHaveLength(1);
  });

  it('is looked at in every service, and each is named', () => {
    const environment = { DB_PASS: 'a', API_KEY: 'b' };
    expect(typedSecrets({ web: { environment }, worker: { environment }, cron: {} })).toEqual([
      expect.stringContaining('web.environment.DB_PASS'),
      expect.stringContaining('web.environment.API_KEY'),
      expect.stringContaining('worker.environment.DB_PASS'),
      expect.stringContaining('worker.environment.API_KEY'),
    ]);
  });
});
