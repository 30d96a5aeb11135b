import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/requests/start-rollback/contract.ts';
import { handler } from '../../../lambdas/requests/start-rollback/handler.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { Executions } from '../stub/executions.ts';
import { denied } from '../stub/faults.ts';
import { told } from '../stub/told.ts';

const MACHINE = 'arn:aws:states:sa-east-1:111122223333:stateMachine:knowngood-sandbox-rollback';
const input: Input = { release: 'r1', version: '2.4.0', error: 'ChecksFailed', cause: 'home answers 500' };

let executions: Executions;
const prepare = () => {
  process.env['ROLLBACK_MACHINE'] = MACHINE;
  executions = new Executions();
  executions.play();
};
beforeEach(prepare);

describe('start-rollback', () => {
  it('starts the rollback of a failed release, named after it', async () => {
    expect(await handler(input)).toEqual({ execution: 'release-r1' });
    expect(executions.started).toEqual([{ machine: MACHINE, name: 'release-r1', input: { failedRelease: input } }]);
  });

  it('takes one that anybody started for its own: there is one', async () => {
    await handler({ ...input, error: 'FAILED', cause: '' });
    expect(await handler(input)).toEqual({ execution: 'release-r1' });
    expect(executions.started).toHaveLength(1);
  });

  it('cuts a long cause, which the input of an execution could not hold', async () => {
    await handler({ ...input, cause: 'x'.repeat(300_000) });
    expect(executions.started).toMatchObject([{ input: { failedRelease: { cause: 'x'.repeat(2_000) } } }]);
  });

  it('tells any other refusal by its own name', async () => {
    aws.fails('states:StartExecution', denied);
    await expect(handler(input)).rejects.toMatchObject(told('AccessDeniedException'));
  });

  it('tells that the stack gave it no state machine', async () => {
    delete process.env['ROLLBACK_MACHINE'];
    await expect(handler(input)).rejects.toMatchObject(told('Error', /no environment variable ROLLBACK_MACHINE/));
  });

  everyCall({
    prepare,
    run: () => handler(input),
    calls: ['states:StartExecution'],
    left: () => executions.started,
  });
});
