import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { handler } from '../../../lambdas/database/start-standby/handler.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { Executions } from '../stub/executions.ts';
import { denied } from '../stub/faults.ts';
import { told } from '../stub/told.ts';
import { order } from './standby.ts';

const MACHINE = 'arn:aws:states:sa-east-1:111122223333:stateMachine:knowngood-sandbox-standby';
let executions: Executions;
const prepare = () => {
  process.env['STANDBY_MACHINE'] = MACHINE;
  executions = new Executions();
  executions.play();
};
beforeEach(prepare);

describe('start-standby', () => {
  it('starts it under the name of the release, once', async () => {
    expect(await handler({ order })).toEqual({ started: 'standby-r1' });
    expect(await handler({ order: { ...order, version: '9' } })).toEqual({ started: 'standby-r1' });
    expect(executions.started).toEqual([{ machine: MACHINE, name: 'standby-r1', input: order }]);
  });

  it('tells any other refusal by its own name', async () => {
    aws.fails('states:StartExecution', denied);
    await expect(handler({ order })).rejects.toMatchObject(told('AccessDeniedException'));
  });

  everyCall({
    prepare,
    run: () => handler({ order }),
    calls: ['states:StartExecution'],
    left: () => executions.started,
  });
});
