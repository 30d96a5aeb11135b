import '../stub/before-handlers.ts';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, it } from 'vitest';
import { bypassValue } from '../../../lambdas/maintenance/bypass.ts';
import type { Input } from '../../../lambdas/maintenance/look-at-maintenance/contract.ts';
import { handler } from '../../../lambdas/maintenance/look-at-maintenance/handler.ts';
import { LOCK, later, moment, NOW, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';
import { type Reply, WebServer } from '../stub/web-server.ts';

const server = new WebServer();
const PAGE: Reply = { status: 503, body: '<!-- knowngood-maintenance -->' };
const APPLICATION: Reply = { status: 200, body: 'Surveys' };

const input = (expected: Input['expect'], change: Partial<Input> = {}): Input => ({
  lock: LOCK,
  moment: moment(),
  since: NOW,
  listeners: [{ name: 'public', arn: 'arn:public', url: server.url }],
  expect: expected,
  path: '/health',
  limitSeconds: 60,
  needsBypass: false,
  ...change,
});
const late = { moment: moment({ now: later(61) }) };
const prepare = async (answer: typeof server.answer = () => APPLICATION) => {
  process.env['BYPASS_SECRET'] = 'bypass';
  aws.on('secretsmanager', { GetSecretValue: () => ({ SecretString: 'let-me-in' }) });
  server.asked = [];
  server.answer = answer;
  await ledger.put('status', status({ maintenanceSince: NOW }));
};
beforeEach(() => prepare());

describe('look-at-maintenance', () => {
  it('has the application serve users again by four answers of fresh connections, and the ledger forget the page', async () => {
    expect(await handler(input('down'))).toEqual({ proven: true, over: false, seen: [] });
    expect(server.asked.map(({ url, headers }) => [url, headers.connection])).toEqual(
      Array.from({ length: 4 }, () => ['/health', 'close']),
    );
    expect(await ledger.read('status')).toMatchObject({ maintenanceSince: null, lastPage: { since: NOW } });
  });

  it('has users see the page, and leaves it raised in the ledger', async () => {
    await prepare(() => PAGE);
    expect(await handler(input('up'))).toEqual({ proven: true, over: false, seen: [] });
    expect(await ledger.read('status')).toMatchObject({ maintenanceSince: NOW });
  });

  it.each<[string, Input['expect'], Reply | undefined, string]>([
    ['an application that still answers', 'up', APPLICATION, 'status 200'],
    ["the application's own 503", 'up', { status: 503, body: 'busy' }, 'status 503'],
    ['the page', 'down', PAGE, 'the maintenance page'],
    ['an application that fails', 'down', { status: 500 }, 'status 500'],
    ['no answer', 'down', undefined, 'no connection'],
  ])('tells of %s where another is expected (%s), and writes nothing', async (_what, expected, reply, got) => {
    await prepare(() => reply);
    expect(await handler(input(expected))).toEqual({ proven: false, over: false, seen: [`public: ${got}`] });
    expect(await ledger.read('status')).toMatchObject({ maintenanceSince: NOW });
  });

  it('is not content while one answer of four differs: nodes hear of a rule one by one', async () => {
    let n = 0;
    await prepare(() => (n++ === 3 ? APPLICATION : PAGE));
    expect(await handler(input('up'))).toMatchObject({ proven: false });
  });

  it('wants every listener to be as expected', async () => {
    const nobody = { name: 'admin', arn: 'arn:admin', url: 'http://127.0.0.1:1' };
    const listeners = [...input('down').listeners, nobody];
    expect(await handler(input('down', { listeners }))).toMatchObject({ seen: ['admin: no connection'] });
  });

  it('follows no redirect: where it leads is not what users of this listener get', async () => {
    await prepare(({ url }) => (url === '/health' ? { status: 302, location: '/elsewhere' } : PAGE));
    expect(await handler(input('down'))).toMatchObject({ proven: true });
  });

  it('says that the time to raise it is over, for the workflow to decide', async () => {
    expect(await handler(input('up', late))).toEqual({ proven: false, over: true, seen: ['public: status 200'] });
  });

  it('tries the bypass before a release stops anything, by the value of this raising', async () => {
    await prepare(({ headers }) => (headers['x-knowngood-bypass'] === undefined ? PAGE : APPLICATION));
    expect(await handler(input('up', { needsBypass: true }))).toEqual({ proven: true, over: false, seen: [] });
    const sent = server.asked.flatMap(({ headers }) => headers['x-knowngood-bypass'] ?? []);
    expect(sent).toEqual([await bypassValue(NOW)]);
  });

  it('fails with BypassShut when something takes the header away: checks would meet the page', async () => {
    await prepare(() => PAGE);
    expect(await handler(input('up', { needsBypass: true }))).toEqual({
      proven: false,
      over: false,
      seen: ['public: the maintenance page, also with the bypass'],
    });
    await expect(handler(input('up', { needsBypass: true, ...late }))).rejects.toMatchObject(
      told('BypassShut', /Checks do not get past the maintenance page after 60 s/),
    );
  });

  it('of a rollback does not wait for the bypass, nor for what nobody can look at', async () => {
    await prepare(() => PAGE);
    expect(await handler(input('up', late))).toEqual({ proven: true, over: true, seen: [] });
    const nobody = { name: 'internal', arn: 'arn:internal', url: 'http://127.0.0.1:1' };
    const blocked = { name: 'blocked', arn: 'arn:blocked', url: server.url };
    await prepare(() => ({ status: 403 }));
    expect(await handler(input('up', { ...late, listeners: [nobody, blocked] }))).toEqual({
      proven: false,
      over: true,
      seen: ['internal: no connection', 'blocked: status 403'],
    });
  });

  it('asks three listeners that never answer within one probe, not one after the other', async () => {
    const black = createServer(() => {}).listen(0, '127.0.0.1');
    await once(black, 'listening');
    const url = `http://127.0.0.1:${(black.address() as AddressInfo).port}`;
    const listeners = ['a', 'b', 'c'].map((name) => ({ name, arn: name, url }));
    const began = performance.now();
    const { seen } = await handler(input('up', { listeners }));
    black.closeAllConnections();
    black.close();
    expect(seen).toEqual(['a: no connection', 'b: no connection', 'c: no connection']);
    expect(performance.now() - began).toBeLessThan(8_000);
  }, 15_000);

  it('fails with TookTooLong when users do not get the application back', async () => {
    await prepare(() => PAGE);
    await expect(handler(input('down', late))).rejects.toMatchObject(
      told('TookTooLong', /users to reach the application again \(public: the maintenance page\)/),
    );
  });

  it('of an execution that lost the environment does not write that it is lowered: LockLost', async () => {
    await ledger.put('status', status({ fence: 2, maintenanceSince: NOW }));
    await expect(handler(input('down'))).rejects.toMatchObject(told('LockLost'));
    expect(await ledger.read('status')).toMatchObject({ maintenanceSince: NOW });
  });

  everyCall({
    prepare: () => prepare(),
    run: () => handler(input('down')),
    calls: ['dynamodb:GetItem', 'dynamodb:TransactWriteItems'],
  });
});
