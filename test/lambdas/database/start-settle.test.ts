import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { settingsOf } from '../../../lambdas/database/settings.ts';
import type { Input } from '../../../lambdas/database/start-settle/contract.ts';
import { handler } from '../../../lambdas/database/start-settle/handler.ts';
import { NOT_WARMED } from '../../../lambdas/model/warmth.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { Executions } from '../stub/executions.ts';
import { denied } from '../stub/faults.ts';
import { liveInstance } from '../stub/rds.ts';
import { told } from '../stub/told.ts';

const MACHINE = 'arn:aws:states:sa-east-1:111122223333:stateMachine:knowngood-sandbox-settle';
const input: Input = {
  settling: {
    warmth: NOT_WARMED,
    rollback: 'rb1',
    instance: 'survey-kg-1',
    work: 'rb1',
    changed: [],
    safetySnapshot: 'survey-kg-safety-rb1',
    settings: settingsOf(liveInstance()),
  },
};

let executions: Executions;
const prepare = () => {
  process.env['SETTLE_MACHINE'] = MACHINE;
  executions = new Executions();
  executions.play();
};
beforeEach(prepare);

describe('start-settle', () => {
  it('starts Settle under the name of the rollback, with what it is to compare', async () => {
    expect(await handler(input)).toEqual({ started: 'settle-rb1' });
    expect(executions.started).toEqual([{ machine: MACHINE, name: 'settle-rb1', input: input.settling }]);
  });

  it('takes one that was started for its own', async () => {
    await handler(input);
    expect(await handler({ settling: { ...input.settling, instance: 'another' } })).toEqual({ started: 'settle-rb1' });
    expect(executions.started).toHaveLength(1);
  });

  it('tells any other refusal by its own name', async () => {
    aws.fails('states:StartExecution', denied);
    await expect(handler(input)).rejects.toMatchObject(told('AccessDeniedException'));
  });

  everyCall({
    prepare,
    run: () => handler(input),
    calls: ['states:StartExecution'],
    left: () => executions.started,
  });
});
