import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { bypassValue } from '../../../lambdas/maintenance/bypass.ts';
import type { Check } from '../../../lambdas/model/environment.ts';
import type { Input } from '../../../lambdas/observation/run-checks/contract.ts';
import { handler } from '../../../lambdas/observation/run-checks/handler.ts';
import { NOW, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';
import { WebServer } from '../stub/web-server.ts';
import { checkTask, taskCheck } from './task-checks.ts';

const server = new WebServer();
const check = (change: Partial<Check> = {}): Check => ({
  name: 'home',
  functionality: 'web',
  smoke: true,
  method: 'GET',
  path: '/',
  expect: { status: 200 },
  ...change,
});
const input = (change: Partial<Input> = {}): Input => ({
  url: server.url,
  checks: [check()],
  affected: [],
  bypass: false,
  ...change,
});
const prepare = async () => {
  process.env['BYPASS_SECRET'] = 'bypass';
  server.asked = [];
  server.answer = () => ({ status: 200, body: 'Surveys' });
  aws.on('secretsmanager', { GetSecretValue: () => ({ SecretString: 'let-me-in' }) });
  await ledger.put('status', status({ maintenanceSince: NOW }));
};
beforeEach(prepare);

describe('run-checks', () => {
  it('asks the application as users do', async () => {
    expect(await handler(input())).toMatchObject({ passed: ['home'] });
    expect(server.asked).toMatchObject([{ method: 'GET', url: '/', headers: { connection: 'close' } }]);
    expect(server.asked[0]?.headers['x-knowngood-bypass']).toBeUndefined();
  });

  it('gets in through the maintenance page by the value of this raising, not by the secret itself', async () => {
    await handler(input({ bypass: true }));
    expect(server.asked[0]?.headers['x-knowngood-bypass']).toBe(await bypassValue(NOW));
    await ledger.put('status', status({ maintenanceSince: '2026-11-24T18:00:00.000Z' }));
    await handler(input({ bypass: true }));
    const [first, second] = server.asked.map(({ headers }) => headers['x-knowngood-bypass']);
    expect(new Set([first, second, 'let-me-in']).size).toBe(3);
  });

  it('has nothing to say where maintenance mode is not raised', async () => {
    await ledger.put('status', status());
    await handler(input({ bypass: true }));
    expect(server.asked[0]?.headers['x-knowngood-bypass']).toBeUndefined();
    expect(aws.inputs('secretsmanager:GetSecretValue')).toEqual([]);
  });

  it('reads the secret that is configured', async () => {
    await handler(input({ bypass: true }));
    expect(aws.inputs('secretsmanager:GetSecretValue')).toEqual([{ SecretId: 'bypass' }]);
  });

  it('sends the body of a check', async () => {
    await handler(input({ checks: [check({ method: 'POST', path: '/answers', body: '{"score":9}' })] }));
    expect(server.asked).toMatchObject([
      { method: 'POST', url: '/answers', body: '{"score":9}', headers: { 'content-type': 'application/json' } },
    ]);
  });

  it('runs smoke checks always, and others when what they test is affected', async () => {
    const checks = [check(), check({ name: 'nps', functionality: 'nps', smoke: false })];
    expect(await handler(input({ checks }))).toMatchObject({ passed: ['home'] });
    expect(await handler(input({ checks, affected: ['nps'] }))).toMatchObject({ passed: ['home', 'nps'] });
  });

  it('answers which of the checks that are tasks are to be started', async () => {
    const checkTasks = [taskCheck('a'), { ...taskCheck('b'), smoke: false }];
    expect(await handler(input({ checkTasks }))).toEqual({ passed: ['home'], tasks: [checkTask('a')] });
    const both = await handler(input({ checkTasks, affected: ['exports'] }));
    expect(both.tasks.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('asks again before it calls a check failed', async () => {
    let n = 0;
    server.answer = () => (n++ === 0 ? undefined : { status: 200 });
    expect(await handler(input())).toMatchObject({ passed: ['home'] });
    expect(server.asked).toHaveLength(2);
  });

  it('fails with ChecksFailed, and names each with what it got and what was expected', async () => {
    const checks = [
      check(),
      check({ name: 'login', path: '/login', expect: { status: 200 } }),
      check({ name: 'list', path: '/list', expect: { status: 200, includes: 'NPS' } }),
    ];
    server.answer = ({ url }) => ({ status: url === '/login' ? 500 : 200, body: 'Surveys' });
    await expect(handler(input({ checks }))).rejects.toMatchObject(
      told(
        'ChecksFailed',
        /^2 of 3 checks failed: "login" \(GET \/login\): status 500; expected 200; "list" .* does not contain "NPS"\.$/,
      ),
    );
  });

  const login = check({ name: 'login', method: 'POST', path: '/login', smoke: false, keep: { token: 'token' } });
  const inside = check({
    name: 'inside',
    path: '/inside?of={{token}}',
    headers: { authorization: 'Bearer {{token}}' },
  });

  it('carries a value of one answer to the next, and runs the check that keeps it whatever is affected', async () => {
    server.answer = () => ({ status: 200, body: '{"token":"a/b 1"}' });
    expect(await handler(input({ checks: [login, inside] }))).toMatchObject({ passed: ['login', 'inside'] });
    expect(server.asked).toMatchObject([
      { method: 'POST', url: '/login' },
      { url: '/inside?of=a%2Fb%201', headers: { authorization: 'Bearer a/b 1' } },
    ]);
  });

  it('names the check whose value is missing, and never a value', async () => {
    server.answer = ({ url }) => ({ status: url === '/login' ? 200 : 403, body: '{"token":"s3cret-value"}' });
    const failed = handler(
      input({
        checks: [
          { ...login, tries: 1 },
          { ...inside, tries: 1 },
        ],
      }),
    );
    await expect(failed).rejects.toMatchObject(
      told('ChecksFailed', /"inside" \(GET \/inside\?of=\{\{token\}\}\): status 403/),
    );
    await expect(failed).rejects.not.toThrow(/s3cret-value/);
    server.answer = () => ({ status: 500 });
    await expect(handler(input({ checks: [{ ...login, tries: 1 }, inside] }))).rejects.toMatchObject(
      told('ChecksFailed', /"inside" .* not asked, because "login", whose "token" it needs, failed/),
    );
  });

  it('asks as often as a check says', async () => {
    server.answer = () => ({ status: 500 });
    await expect(handler(input({ checks: [check({ tries: 1 })] }))).rejects.toMatchObject(told('ChecksFailed'));
    expect(server.asked).toHaveLength(1);
  });

  it('tells which checks are slow before its own time is over, and asks no more then', async () => {
    let now = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    server.answer = () => {
      now += 30_000;
      return { status: 500 };
    };
    await expect(handler(input({ checks: [check({ name: 'slow' })] }))).rejects.toMatchObject(
      told('ChecksFailed', /"slow" .* status 500; expected 200/),
    );
    expect(server.asked).toHaveLength(1);
    vi.restoreAllMocks();
  });

  it('takes a redirect for what the check got', async () => {
    server.answer = () => ({ status: 302, location: '/elsewhere' });
    expect(await handler(input({ checks: [check({ expect: { status: 302 } })] }))).toMatchObject({ passed: ['home'] });
  });

  everyCall({
    prepare,
    run: () => handler(input({ bypass: true })),
    calls: ['dynamodb:GetItem', 'secretsmanager:GetSecretValue'],
  });
});
