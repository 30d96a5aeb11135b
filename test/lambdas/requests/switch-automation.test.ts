import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AutomationRecord } from '../../../lambdas/model/automation.ts';
import type { Input } from '../../../lambdas/requests/switch-automation/contract.ts';
import { handler } from '../../../lambdas/requests/switch-automation/handler.ts';
import { later, NOW, release, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';

const rollback = 'arn:aws:states:sa-east-1:111122223333:stateMachine:knowngood-sandbox-rollback';
const input = (request: object, now = NOW): Input => ({
  ...{ now, request },
  execution: 'arn:aws:states:sa-east-1:111122223333:execution:knowngood-sandbox-decision:e',
});
const off = (change: object = {}, now = NOW) =>
  input({ automation: 'off', until: later(7_200), reason: 'Load test', requestedBy: 'Ana', ...change }, now);
const on = (now = NOW) => input({ automation: 'on', reason: 'It is over', requestedBy: 'Rui' }, now);
const recorded = {
  ...{ since: later(-600), at: later(-600), until: later(7_200), reason: 'Load test', by: 'Ana', release: null },
};
const wasOff = async (change: Partial<AutomationRecord> = {}) => {
  const rang = { '5xx': later(-60), old: later(-9_000) };
  await ledger.put('automation', { off: recorded, rang, ...change });
};
const prepare = async () => {
  await ledger.put('status', status({ holder: null, running: { web: 'td:2' } }));
  await ledger.put('release#r1', release({ id: 'r1', version: '1.0.0', outcome: 'good', switched: { web: 'td:1' } }));
  await ledger.put('release#r2', release({ id: 'r2', outcome: 'good', switched: { web: 'td:2' } }));
};
beforeEach(prepare);

describe('switch-automation', () => {
  it('switches it off for the environment, until a time, and says how to go back by hand', async () => {
    const expected = { ...recorded, since: NOW, at: NOW };
    expect(await handler(off())).toEqual({ message: { kind: 'automation-off', off: expected, rollback } });
    expect(await ledger.read('automation')).toEqual({ off: expected, rang: {} });
  });

  it.each(['r2', '2.0.0'])('switches it off for the release that an alarm would undo (%s)', async (wanted) => {
    expect(await handler(off({ release: wanted }))).toMatchObject({
      message: { off: { release: { id: 'r2', version: '2.0.0' } } },
    });
  });

  it('switches it off for the release that runs, before it has changed anything', async () => {
    await ledger.put('status', status({ status: 'releasing', work: 'r3' }));
    await ledger.put('release#r3', release({ id: 'r3', version: '3.0.0', outcome: 'running', switched: {} }));
    expect(await handler(off({ release: '3.0.0' }))).toMatchObject({ message: { off: { release: { id: 'r3' } } } });
  });

  it.each(['1.0.0', '9.9.9'])('refuses a release that no alarm would undo (%s): RequestRefused', async (wanted) => {
    await expect(handler(off({ release: wanted }))).rejects.toMatchObject(
      told('RequestRefused', /expected the release that an alarm would undo now: r2 \(version 2\.0\.0\)/),
    );
    expect(await ledger.read('automation')).toBeUndefined();
  });

  it('changes how long and why, and keeps since when and what rang', async () => {
    await wasOff();
    const { message } = await handler(off({ until: later(9_000), reason: 'It takes longer' }));
    const expected = { ...recorded, at: NOW, until: later(9_000), reason: 'It takes longer' };
    expect(message).toMatchObject({ off: expected });
    expect(await ledger.read('automation')).toMatchObject({ off: expected, rang: { '5xx': later(-60) } });
  });

  it('begins anew where the time was over and the watchdog has not looked yet', async () => {
    await wasOff({ off: { ...recorded, until: later(-1) } });
    expect(await handler(off())).toMatchObject({ message: { off: { since: NOW } } });
  });

  it('switches it on again, and names what rang meanwhile', async () => {
    await wasOff();
    const { message } = await handler(on());
    expect(message).toEqual({
      ...{
        kind: 'automation-on',
        off: recorded,
        at: NOW,
        by: 'Rui',
        reason: 'It is over',
        rang: { '5xx': later(-60) },
        rollback,
      },
    });
    const record = await ledger.read('automation');
    expect(record).toMatchObject({ last: { by: 'Rui', off: recorded } });
    expect(record).not.toHaveProperty('off');
  });

  it.each<[string, AutomationRecord | undefined, RegExp]>([
    ['nobody has ever switched off', undefined, /it is on, and nobody has ever switched it off; expected it to be off/],
    [
      'somebody else has switched on',
      { rang: {}, last: { off: recorded, at: later(-60), by: 'Ana', reason: 'x' } },
      /it is on since .*, switched on by Ana; expected/,
    ],
    [
      'came on by itself',
      { rang: {}, last: { off: recorded, at: later(-60), by: null, reason: null } },
      /switched on by its time/,
    ],
  ])('refuses to switch on what %s: RequestRefused', async (_what, record, message) => {
    if (record !== undefined) await ledger.put('automation', record);
    await expect(handler(on())).rejects.toMatchObject(told('RequestRefused', message));
  });

  it('refuses a wrong request before it reads anything: RequestRefused', async () => {
    await expect(handler(off({ reason: '…' }))).rejects.toMatchObject(told('RequestRefused', /placeholder/));
    expect(aws.calls).toEqual([]);
  });

  it('comes again where somebody switches at the same moment: TemporarilyUnavailable', async () => {
    await wasOff();
    aws.on('dynamodb', {
      GetItem: async () => {
        const before = await ledger.raw('automation');
        await ledger.put('automation', { off: { ...recorded, at: later(-1), by: 'Rui' }, rang: {} });
        return before === undefined ? {} : { Item: before };
      },
    });
    await expect(handler(off())).rejects.toMatchObject(told('TemporarilyUnavailable', /switched automation meanwhile/));
    expect(await ledger.read('automation')).toMatchObject({ off: { by: 'Rui' } });
  });

  everyCall({
    prepare,
    run: () => handler(off({ release: 'r2' })),
    calls: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
  });
});

describe('switch-automation, on again', () => {
  everyCall({
    prepare: () => wasOff(),
    run: () => handler(on()),
    calls: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
  });
});
