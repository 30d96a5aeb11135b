import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import '../stub/before-handlers.ts';
import { ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { blocking, refusal } from '../../../lambdas/environment/guard-removal/blocking.ts';
import type { Input } from '../../../lambdas/environment/guard-removal/contract.ts';
import { handler } from '../../../lambdas/environment/guard-removal/handler.ts';
import type { StatusRecord } from '../../../lambdas/model/ledger.ts';
import { NOW, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { denied } from '../stub/faults.ts';
import { ledger } from '../stub/ledger.ts';

const MACHINE = 'arn:aws:states:sa-east-1:111122223333:stateMachine:knowngood-sandbox';
const OPEN = status({ status: 'open', holder: null });

/** What CloudFormation was answered, by the path of the request's address. */
const answers: { readonly path: string; readonly type: string | undefined; readonly body: unknown }[] = [];
let status500 = false;
let server: Server;
let address = '';
beforeAll(async () => {
  server = createServer(async (request, response) => {
    answers.push({
      path: request.url ?? '',
      type: request.headers['content-type'],
      body: JSON.parse(await text(request)),
    });
    response.statusCode = status500 ? 500 : 200;
    response.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const request = (change: Partial<Input> = {}): Input => ({
  ...{ RequestType: 'Delete', ResponseURL: `${address}/answer?signature=x`, StackId: 'arn:stack', RequestId: 'q1' },
  ...{ LogicalResourceId: 'Guard', PhysicalResourceId: 'knowngood-sandbox' },
  ResourceProperties: { machines: [`${MACHINE}-release`, `${MACHINE}-settle`] },
  ...change,
});
const running = (names: Record<string, string[]>): void =>
  aws.on('states', {
    ListExecutions: ({ stateMachineArn = '', statusFilter }) => ({
      executions: (statusFilter === 'RUNNING' ? (names[stateMachineArn.split('-').at(-1) ?? ''] ?? []) : []).map(
        (name) => ({
          ...{ name, stateMachineArn, executionArn: `${stateMachineArn}:${name}`, status: 'RUNNING' as const },
          startDate: new Date(0),
        }),
      ),
    }),
  });

beforeEach(async () => {
  answers.length = 0;
  status500 = false;
  await ledger.put('status', OPEN);
  running({});
});

describe('guard-removal', () => {
  it('lets an open environment go where nothing runs, and answers once with the ids of the request', async () => {
    expect(await handler(request())).toEqual({ status: 'SUCCESS', reason: '' });
    expect(answers).toEqual([
      {
        path: '/answer?signature=x',
        type: '',
        body: {
          ...{ Status: 'SUCCESS', StackId: 'arn:stack', RequestId: 'q1', LogicalResourceId: 'Guard' },
          PhysicalResourceId: 'knowngood-sandbox',
        },
      },
    ]);
  });

  it.each(['Create', 'Update'] as const)('has nothing against %s, whatever the environment is', async (RequestType) => {
    await ledger.put('status', status({ status: 'frozen' }));
    const { PhysicalResourceId: _, ...created } = request({ RequestType });
    expect(await handler(created)).toEqual({ status: 'SUCCESS', reason: '' });
    expect(answers).toMatchObject([{ body: { PhysicalResourceId: 'knowngood-sandbox' } }]);
  });

  it('refuses while an execution runs, of a workflow without the lock too', async () => {
    running({ settle: ['e7'] });
    const { reason } = await handler(request());
    expect(reason).toBe(
      'The control plane of sandbox is not removed: executions are running: knowngood-sandbox-settle/e7. Expected an open environment where nothing runs, since nobody could end this afterwards. End the work (docs/runbook.md), then delete the stack again.',
    );
    expect(answers).toMatchObject([{ body: { Status: 'FAILED', Reason: reason } }]);
  });

  it('refuses where it cannot look: what is unknown may be up', async () => {
    aws.on('states', {
      ListExecutions: () => {
        throw denied();
      },
    });
    expect((await handler(request())).reason).toContain('it could not be looked at (AccessDeniedException');
  });

  it('lets go where somebody has deleted the ledger', async () => {
    aws.on('dynamodb', {
      GetItem: () => {
        throw new ResourceNotFoundException({ message: 'Requested resource not found', $metadata: {} });
      },
    });
    expect(await handler(request())).toEqual({ status: 'SUCCESS', reason: '' });
  });

  it('fails where CloudFormation does not take the answer: Lambda calls it again', async () => {
    status500 = true;
    await expect(handler(request())).rejects.toThrow('CloudFormation did not take the answer: status 500.');
  });
});

describe('what is against a removal', () => {
  it.each<[string, Partial<StatusRecord>, string]>([
    ['a release', { status: 'releasing', work: 'release-1' }, 'the environment is releasing (release-1)'],
    ['a freeze', { status: 'frozen', work: null }, 'the environment is frozen (no work)'],
    ['the page', { maintenanceSince: NOW }, `maintenance mode is up since ${NOW}, so users get the page`],
    ['a stopped service', { stopped: { web: {} as never, jobs: {} as never } }, 'services are stopped: web, jobs'],
    ['a paused schedule', { paused: { nightly: {} as never } }, 'rules and schedules are paused: nightly'],
    ['a breaker', { breakers: { web: {} as never } }, "the circuit breaker's return is switched off: web"],
  ])('%s', (_, change, told) => {
    expect(blocking({ ...OPEN, ...change }, [])).toEqual([told]);
  });

  it('nothing, where all is as users expect', () => {
    expect(blocking(OPEN, [])).toEqual([]);
  });

  it('stays within what CloudFormation takes, however many there are', () => {
    const many = Array.from({ length: 400 }, (_, n) => `services are stopped: service-${n}`);
    expect(Buffer.byteLength(refusal('sandbox', many))).toBeLessThan(3_000);
  });
});
