import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { handler } from '../../../lambdas/maintenance/try-probes/handler.ts';
import { WebServer } from '../stub/web-server.ts';

const server = new WebServer();
const listeners = () => [
  { name: 'https', arn: 'a', url: server.url },
  { name: 'internal', arn: 'b', url: 'http://127.0.0.1:1' },
];

describe('try-probes', () => {
  beforeEach(() => {
    server.asked = [];
  });

  it('asks each listener once, and says what it got', async () => {
    server.answer = () => ({ status: 403 });
    expect(await handler({ listeners: listeners(), path: '/health' })).toEqual([
      { listener: 'https', url: `${server.url}/health`, status: 403, page: false },
      { listener: 'internal', url: 'http://127.0.0.1:1/health', status: 0, page: false },
    ]);
    expect(server.asked).toHaveLength(1);
  });

  it('asks again where nothing answered: one lost connection refuses no release', async () => {
    server.answer = () => (server.asked.length === 1 ? undefined : { status: 200 });
    const [first] = listeners();
    expect(await handler({ listeners: first ? [first] : [], path: '/' })).toMatchObject([{ status: 200 }]);
    expect(server.asked).toHaveLength(2);
  });

  it('knows our page, and follows no redirect', async () => {
    server.answer = () => ({ status: 503, body: 'knowngood-maintenance' });
    expect(await handler({ listeners: listeners(), path: '/' })).toMatchObject([{ status: 503, page: true }, {}]);
    server.answer = () => ({ status: 301, location: '/elsewhere' });
    expect(await handler({ listeners: listeners(), path: '/' })).toMatchObject([{ status: 301, page: false }, {}]);
  });
});
