import * as sfn from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { onEverything } from '../../../sandbox/kernel/access.ts';
import { type Operations, served } from '../../../sandbox/kernel/operation.ts';

const access = onEverything('states:ListStateMachines');
const call = { principal: { arn: 'arn:aws:iam::111122223333:role/somebody' } };

describe('the operations of a service', () => {
  it('become the two maps of the kernel, group after group', async () => {
    const { handlers, access: checks } = served<typeof sfn>(
      { ListStateMachines: { access, handle: () => ({ stateMachines: [] }) } },
      {
        StopExecution: {
          access: ({ executionArn }) => [{ action: 'states:StopExecution', resource: String(executionArn) }],
          handle: () => ({ stopDate: new Date(7) }),
        },
      },
    );
    expect(Object.keys(handlers)).toEqual(['ListStateMachines', 'StopExecution']);
    expect(Object.keys(checks)).toEqual(Object.keys(handlers));
    expect(checks['StopExecution']?.({ executionArn: 'arn:e' } as never, call)).toEqual([
      { action: 'states:StopExecution', resource: 'arn:e' },
    ]);
    expect(await handlers.StopExecution?.({ executionArn: 'arn:e' }, call)).toEqual({ stopDate: new Date(7) });
  });

  it('do not compile without their checks, without their work, under a wrong name or with a wrong answer', () => {
    const wrong: Operations<typeof sfn>[] = [
      // @ts-expect-error: an operation has checks, if only an empty list of them.
      { ListStateMachines: { handle: () => ({ stateMachines: [] }) } },
      // @ts-expect-error: checks belong to something that is done.
      { ListStateMachines: { access } },
      // @ts-expect-error: Step Functions has no such operation.
      { ListMachines: { access, handle: () => ({}) } },
      // @ts-expect-error: the answer is the command's own output.
      { ListStateMachines: { access, handle: () => ({ machines: [] }) } },
      // @ts-expect-error: the input is the command's own, in the checks too.
      { StopExecution: { access: ({ execution }) => [{ action: execution, resource: '*' }], handle: () => ({}) } },
    ];
    // The type check holds this test; that it says so of the right names is all there is to run.
    expect(wrong.flatMap(Object.keys).filter((name) => !(`${name}Command` in sfn))).toEqual(['ListMachines']);
  });
});
