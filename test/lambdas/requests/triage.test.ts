import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/requests/triage/contract.ts';
import { handler } from '../../../lambdas/requests/triage/handler.ts';
import { knownGood, NOW, person, release, rollback, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { playServices, steady } from '../stub/ecs.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';

/** What the handler reads and decides from; what it decides is tried in `triage.test.ts`. */
const input = (change: Partial<Input> = {}): Input => ({
  now: NOW,
  language: 'en',
  trigger: person(),
  takenFrom: null,
  cluster: 'survey',
  services: ['web'],
  policy: 'keep',
  windowMinutes: 120,
  pointer: { parameter: '/survey/database/host', format: 'host' },
  onFreeze: 'page',
  pageForServicesOnly: false,
  ...change,
});
const prepare = async (web = 'td:2') => {
  playServices([steady('web', web)]);
  await ledger.put('status', status());
  await ledger.put('release#r1', release({ id: 'r1', version: '1.0.0' }));
  await ledger.put('release#r2', release({ id: 'r2', switched: { web: 'td:2' }, knownGood: knownGood() }));
  await ledger.put('rollback#b1', rollback({ outcome: 'done', startedAt: '2026-11-20T00:00:00.000Z' }));
};
/** Releases that were refused, or only planned, after every other: none has changed anything. */
const refuse = async (count: number) => {
  for (let n = 0; n < count; n++) {
    const id = `r3-${String(n).padStart(3, '0')}`;
    const outcome = n % 2 === 0 ? 'refused' : 'planned';
    await ledger.put(`release#${id}`, release({ id, outcome, switched: {}, restorePoint: null, knownGood: null }));
  }
};
beforeEach(() => prepare());

describe('triage', () => {
  it('decides about the newest release of the ledger, and counts the incidents like it', async () => {
    expect(await handler(input())).toMatchObject({
      decision: 'services',
      recurrence: 1,
      release: { id: 'r2', undone: ['r2'], accepts: { web: ['td:1', 'td:2'] } },
    });
  });

  it('sees what the services run: what somebody deployed since freezes', async () => {
    await prepare('td:9');
    const { decision, because } = await handler(input());
    expect(decision).toBe('freeze');
    expect(because.join()).toMatch(/td:9/);
  });

  it('sees what is stopped or raised', async () => {
    await ledger.put('status', status({ maintenanceSince: NOW }));
    expect(await handler(input())).toMatchObject({ page: true, release: { halfWay: true } });
  });

  it.each([
    ['none', 0],
    ['a page of fifty', 50],
    ['more than a page', 60],
    ['more than two pages', 120],
  ])('finds the newest release that changed something behind refused ones: %s', async (_what, refused) => {
    await refuse(refused);
    expect(await handler(input())).toMatchObject({ decision: 'services', release: { id: 'r2', undone: ['r2'] } });
    expect(await handler(input({ trigger: person({ to: 'r1' }) }))).toMatchObject({ release: { undone: ['r2'] } });
  });

  it('passes over a dry run that holds the environment, before more refused ones than a page', async () => {
    await refuse(60);
    await ledger.put('release#r4', release({ id: 'r4', outcome: 'running', finishedAt: null, switched: {} }));
    expect(await handler(input({ takenFrom: 'r4' }))).toMatchObject({
      decision: 'services',
      release: { undone: ['r2'], passedOver: 'r4' },
    });
  });

  it('reads no page more than it needs', async () => {
    await refuse(120);
    await ledger.put('release#r4', release({ id: 'r4', switched: { web: 'td:2' }, knownGood: knownGood() }));
    expect(await handler(input())).toMatchObject({ release: { undone: ['r4'] } });
    const releases = aws.inputs('dynamodb:Query').filter((query) => JSON.stringify(query).includes('release#'));
    expect(releases).toHaveLength(1);
  });

  it('changes nothing', async () => {
    const before = await ledger.all();
    await handler(input());
    expect(await ledger.all()).toEqual(before);
    expect(aws.called()).toEqual(['ecs:DescribeServices']);
  });

  everyCall({
    prepare: () => prepare(),
    run: () => handler(input()),
    calls: ['dynamodb:GetItem', 'dynamodb:Query', 'ecs:DescribeServices'],
  });
});
