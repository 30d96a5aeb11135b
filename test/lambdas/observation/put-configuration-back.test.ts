import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { KnownParameter } from '../../../lambdas/model/release.ts';
import type { Input } from '../../../lambdas/observation/put-configuration-back/contract.ts';
import { handler } from '../../../lambdas/observation/put-configuration-back/handler.ts';
import { knownGood, LOCK, later, NOW, release, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { ParameterHistory } from '../stub/parameter-history.ts';
import { told } from '../stub/told.ts';

const TITLE = '/survey/config/title';
const NPS = '/survey/config/nps';
const DURING = later(-600);
const input = (change: Partial<Input> = {}): Input => ({
  lock: LOCK,
  now: NOW,
  recordedBy: 'r1',
  finishedAt: later(-300),
  takenAt: later(-60),
  ...change,
});
const record = (parameters: readonly KnownParameter[]) =>
  ledger.put('release#r1', release({ id: 'r1', knownGood: knownGood({ parameters }) }));
let store: ParameterHistory;
const prepare = async () => {
  store = new ParameterHistory(NOW);
  store.put(TITLE, 'Surveys', later(-9_000));
  store.put(TITLE, 'Surveys 2', DURING);
  store.put(NPS, 'off', later(-9_000));
  store.play();
  await ledger.put('status', status());
  await record([
    { name: TITLE, version: 1 },
    { name: NPS, version: 1 },
  ]);
};
beforeEach(prepare);

describe('put-configuration-back', () => {
  it('makes the recorded value the newest version of what the release changed, and leaves the rest alone', async () => {
    expect(await handler(input())).toEqual({ putBack: [TITLE], left: [] });
    expect(store.values(TITLE)).toEqual(['Surveys', 'Surveys 2', 'Surveys']);
    expect(store.values(NPS)).toEqual(['off']);
    expect(aws.inputs('ssm:PutParameter')).toEqual([{ Name: TITLE, Value: 'Surveys', Overwrite: true }]);
  });

  it('names the key of a secret parameter again', async () => {
    store.keys[TITLE] = 'arn:kms:key/7';
    await handler(input());
    expect(aws.inputs('ssm:PutParameter')).toMatchObject([{ KeyId: 'arn:kms:key/7' }]);
  });

  it('keeps the tier: without one SSM asks for a standard parameter, which an advanced one may not become', async () => {
    store.tiers[TITLE] = 'Advanced';
    await handler(input());
    expect(aws.inputs('ssm:PutParameter')).toMatchObject([{ Name: TITLE, Tier: 'Advanced' }]);
  });

  it('of three thousand parameters asks for the history of those alone that have moved', async () => {
    const many = Array.from({ length: 3_000 }, (_, n) => ({ name: `/survey/config/${n}`, version: 1 }));
    for (const { name } of many) store.put(name, 'x', later(-9_000));
    store.put('/survey/config/7', 'y', DURING);
    await record(many);
    expect(await handler(input())).toEqual({ putBack: ['/survey/config/7'], left: [] });
    expect(aws.inputs('ssm:GetParameters')).toHaveLength(300);
    expect(new Set(aws.inputs('ssm:GetParameterHistory').map(({ Name }) => Name))).toEqual(
      new Set(['/survey/config/7']),
    );
  });

  it("leaves somebody's later change, and says so", async () => {
    store.put(TITLE, 'Surveys 3', later(-120));
    expect(await handler(input())).toEqual({
      putBack: [],
      left: [`${TITLE}: it was changed after the release, to version 3`],
    });
    expect(aws.inputs('ssm:PutParameter')).toEqual([]);
  });

  it('counts until the rollback took the environment where the release had not ended', async () => {
    store.put(TITLE, 'Surveys 3', later(-120));
    expect(await handler(input({ finishedAt: null }))).toMatchObject({ putBack: [TITLE] });
  });

  it('says that a parameter is gone, or its version no longer kept', async () => {
    await record([
      { name: '/survey/config/gone', version: 1 },
      { name: TITLE, version: 0 },
    ]);
    expect(await handler(input())).toEqual({
      putBack: [],
      left: [
        '/survey/config/gone: it no longer exists',
        `${TITLE}: version 0 is no longer kept (SSM keeps 100); the newest is 2`,
      ],
    });
  });

  it('of an execution that lost the environment puts nothing back: LockLost', async () => {
    await ledger.put('status', status({ fence: 2 }));
    await expect(handler(input())).rejects.toMatchObject(told('LockLost'));
    expect(store.values(TITLE)).toEqual(['Surveys', 'Surveys 2']);
  });

  // Called again it finds the value put back already, and has nothing to name: the value is what is to be the same.
  everyCall({
    prepare,
    run: async () => {
      await handler(input());
    },
    calls: [
      'dynamodb:GetItem',
      'ssm:GetParameters',
      'ssm:GetParameterHistory',
      'dynamodb:TransactWriteItems',
      'ssm:PutParameter',
      'dynamodb:UpdateItem',
    ],
    left: () => store.values(TITLE).at(-1),
  });
});
