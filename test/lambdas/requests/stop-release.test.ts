import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/requests/stop-release/contract.ts';
import { handler } from '../../../lambdas/requests/stop-release/handler.ts';
import { later, moment, NOW } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { Executions } from '../stub/executions.ts';
import { denied } from '../stub/faults.ts';
import { told } from '../stub/told.ts';

const input = (change: Partial<Input> = {}): Input => ({
  moment: moment({ now: later(10) }),
  since: NOW,
  execution: 'arn:release',
  trigger: { kind: 'alarm', reason: '5xx above 10' },
  graceSeconds: 60,
  ...change,
});
let executions: Executions;
const prepare = () => {
  executions = new Executions();
  executions.known['arn:release'] = { status: 'RUNNING' };
  executions.play();
};
beforeEach(prepare);
const stops = () => aws.inputs('states:StopExecution');

describe('stop-release', () => {
  it('stops a release that runs, with the reason, and looks again', async () => {
    expect(await handler(input())).toEqual({ ended: false });
    expect(stops()).toEqual([{ executionArn: 'arn:release', error: 'RolledBack', cause: 'Rolled back: 5xx above 10' }]);
    expect(await handler(input())).toEqual({ ended: true });
  });

  it.each(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE'] as const)(
    'finds one that has ended (%s)',
    async (status) => {
      executions.known['arn:release'] = { status };
      expect(await handler(input())).toEqual({ ended: true });
      expect(stops()).toEqual([]);
    },
  );

  it('takes one that has vanished for ended: it lost the lock', async () => {
    expect(await handler(input({ execution: 'arn:unseen' }))).toEqual({ ended: true });
  });

  it('has nothing to stop where no release held the environment', async () => {
    expect(await handler(input({ execution: null }))).toEqual({ ended: true });
    expect(aws.called()).toEqual([]);
  });

  it('lets a release that started the rollback itself fail with its own error, for a while', async () => {
    const trigger = { kind: 'failed-release', reason: 'checks failed' } as const;
    expect(await handler(input({ trigger }))).toEqual({ ended: false });
    expect(stops()).toEqual([]);
    expect(await handler(input({ trigger, moment: moment({ now: later(60) }) }))).toEqual({ ended: false });
    expect(stops()).toHaveLength(1);
  });

  it('cuts a long reason', async () => {
    await handler(input({ trigger: { kind: 'person', reason: 'x'.repeat(2_000) } }));
    expect(String(stops()[0]?.['cause'])).toHaveLength(1_000);
  });

  it('tells that it may not stop it', async () => {
    aws.fails('states:StopExecution', denied);
    await expect(handler(input())).rejects.toMatchObject(told('AccessDeniedException'));
  });

  // Called again it finds the release stopped: only that it runs no more is left to be the same.
  everyCall({
    prepare,
    run: async () => {
      await handler(input());
    },
    calls: ['states:DescribeExecution', 'states:StopExecution'],
    left: () => executions.known,
  });
});
