import '../stub/before-handlers.ts';
import type { Parameter } from '@aws-sdk/client-ssm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/environment/record-known-good/contract.ts';
import { handler } from '../../../lambdas/environment/record-known-good/handler.ts';
import { knownGood, knownService, LOCK, liveDatabase, NOW, release, request, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';

const input = (change: Partial<Input> = {}): Input => ({
  lock: LOCK,
  now: NOW,
  release: request({ id: 'r2' }),
  services: [knownService('web', { taskDefinition: 'td:1' })],
  database: liveDatabase,
  configurationPaths: ['/survey/config', '/survey/database'],
  pointerParameter: '/survey/database/host',
  ...change,
});
/** One a page: whoever reads the first alone misses parameters. */
const configured = (parameters: Parameter[]) =>
  aws.on('ssm', {
    GetParametersByPath: ({ Path = '', NextToken = '0' }) => {
      const below = parameters.filter(({ Name }) => Name?.startsWith(`${Path}/`));
      const next = Number(NextToken) + 1;
      return { Parameters: below.slice(next - 1, next), ...(next < below.length ? { NextToken: String(next) } : {}) };
    },
  });
const prepare = async () => {
  configured([
    { Name: '/survey/config/title', Version: 3, Value: 'secret' },
    { Name: '/survey/config/nps', Version: 1 },
    { Name: '/survey/database/host', Version: 9 },
  ]);
  await ledger.put('status', status());
  await ledger.put(
    'release#r1',
    release({ id: 'r1', version: '1.0.0', switched: { web: 'td:1' }, request: request({ commit: 'abc' }) }),
  );
  await ledger.put('release#r2', release({ id: 'r2', outcome: 'running', knownGood: null, switched: {} }));
};
beforeEach(prepare);
const recorded = async () => (await ledger.read('release#r2'))?.['knownGood'];

describe('record-known-good', () => {
  it('writes down where to return to, and which release verified it', async () => {
    const expected = knownGood({
      recordedAt: NOW,
      version: '1.0.0',
      verifiedBy: 'r1',
      commit: 'abc',
      parameters: [
        { name: '/survey/config/title', version: 3 },
        { name: '/survey/config/nps', version: 1 },
      ],
    });
    expect(await handler(input())).toEqual({ parameters: 2 });
    expect(await recorded()).toEqual(expected);
  });

  it('calls what no good release left unverified', async () => {
    const services = [knownService('web', { taskDefinition: 'td:somebody' })];
    await handler(input({ services }));
    expect(await recorded()).toMatchObject({
      version: 'unknown',
      verifiedBy: 'unverified',
      commit: null,
    });
  });

  it('keeps the first record: a second look may see what the release has changed already', async () => {
    const answer = await handler(input());
    const first = await recorded();
    configured([{ Name: '/survey/config/title', Version: 4 }]);
    expect(await handler(input({ now: '2026-11-24T15:00:00.000Z' }))).toEqual(answer);
    expect(await recorded()).toEqual(first);
  });

  it('of an execution that lost the environment records nothing: LockLost', async () => {
    await ledger.put('status', status({ fence: 2 }));
    await expect(handler(input())).rejects.toMatchObject(told('LockLost'));
    expect(await recorded()).toBeNull();
  });

  everyCall({
    prepare,
    run: () => handler(input()),
    calls: ['dynamodb:GetItem', 'ssm:GetParametersByPath', 'dynamodb:Query', 'dynamodb:TransactWriteItems'],
  });
});
