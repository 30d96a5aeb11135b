import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientSettings } from '../../../lambdas/aws/client-settings.ts';

const SHORT_MS = 200;

describe('a call that nobody answers', () => {
  let server: Server;
  let endpoint = '';
  let asked = 0;
  beforeAll(async () => {
    server = createServer(() => void asked++);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const send = (handler: object) =>
    new SSMClient({
      ...clientSettings,
      ...{ endpoint, region: 'sa-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } },
      requestHandler: { ...clientSettings.requestHandler, requestTimeout: SHORT_MS, logger: silent, ...handler },
    }).send(new GetParameterCommand({ Name: '/x' }));
  const silent = { warn() {}, debug() {}, info() {}, error() {} };

  it('is given up and tried again, as often as the settings say', async () => {
    asked = 0;
    await expect(send({})).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(asked).toBe(clientSettings.maxAttempts);
  });
  it('would be waited for without end if the time-out were only a warning', async () => {
    asked = 0;
    const call = send({ throwOnRequestTimeout: false }).then(
      () => 'answered',
      () => 'given up',
    );
    const later = new Promise((resolve) => setTimeout(() => resolve('waiting'), 10 * SHORT_MS));
    expect(await Promise.race([call, later])).toBe('waiting');
    expect(asked).toBe(1);
  });
});
