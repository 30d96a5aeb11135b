import { Agent, createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { forward } from '../../../../sandbox/services/elb/forward.ts';
import type { Target } from '../../../../sandbox/services/elb/target-group.ts';

const servers: Server[] = [];
const agent = new Agent();
afterAll(() => {
  agent.destroy();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

it('a target that answers after whoever asked has gone has answered all the same', async () => {
  let asked = () => {};
  let gone = () => {};
  const beingAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const left = new Promise<void>((resolve) => {
    gone = resolve;
  });
  const port = await listen(
    createServer(async (_request, response) => {
      asked();
      await left;
      response.end('late');
    }),
  );
  const forwarded = new Promise<unknown>((resolve, reject) => {
    const front = createServer((request, response) => {
      response.once('close', gone);
      forward({
        request,
        response,
        target: { host: '127.0.0.1', port } satisfies Target,
        agent,
        listenerPort: 80,
      }).then(resolve, reject);
    });
    void listen(front).then(async (at) => {
      const request = get({ host: '127.0.0.1', port: at });
      request.on('error', () => {});
      await beingAsked;
      request.destroy();
    });
  });
  await expect(forwarded).resolves.toMatchObject({ byTarget: true, status: 200 });
});
