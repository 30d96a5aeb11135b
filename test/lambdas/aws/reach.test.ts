import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mustReachServices } from '../../../lambdas/aws/reach.ts';
import { freePort } from '../../../sandbox/processes/free-port.ts';
import { told } from '../stub/told.ts';
import { WebServer } from '../stub/web-server.ts';

/** Nobody listens there. */
const NOWHERE = `http://127.0.0.1:${await freePort()}`;
const server = new WebServer();
const before = { ...process.env };
const given = (variables: Record<string, string>) => Object.assign(process.env, variables);

describe('the way to the services that functions of a network call', () => {
  beforeEach(() => {
    given({ AWS_REGION: 'sa-east-1', AWS_ENDPOINT_URL: server.url, SERVICES_CALLED: 'dynamodb secretsmanager' });
    server.asked = [];
    server.answer = () => ({ status: 403 });
  });
  afterEach(() => {
    process.env = { ...before };
  });

  it('is there whatever a service answers', async () => {
    await mustReachServices('database.connect');
    expect(server.asked.map(({ method }) => method)).toEqual(['HEAD', 'HEAD']);
  });

  it('names host and port of each one that does not answer, and the key that places the functions', async () => {
    given({ AWS_ENDPOINT_URL_SECRETS_MANAGER: NOWHERE });
    await expect(mustReachServices('probes')).rejects.toMatchObject(
      told(
        'ServiceUnreachable',
        /^From the subnets of probes there is no way to 127\.0\.0\.1:\d+ \(ECONNREFUSED\); expected one/,
      ),
    );
    given({ AWS_ENDPOINT_URL_DYNAMODB: NOWHERE });
    await expect(mustReachServices('database.connect')).rejects.toMatchObject(
      told('ServiceUnreachable', /no way to 127\.0\.0\.1:\d+, 127\.0\.0\.1:\d+ \(ECONNREFUSED\);/),
    );
  });

  it('is asked twice: one lost connection refuses no release', async () => {
    server.answer = () => (server.asked.length <= 2 ? undefined : { status: 404 });
    await mustReachServices('database.connect');
    expect(server.asked).toHaveLength(4);
  });

  it('is not looked for where the functions are in no network', async () => {
    given({ SERVICES_CALLED: '', AWS_ENDPOINT_URL: NOWHERE });
    await mustReachServices('probes');
    expect(server.asked).toEqual([]);
  });
});
