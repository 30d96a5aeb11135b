import { describe, expect, it } from 'vitest';
import type { Machine } from '../../../sandbox/services/states/asl.ts';
import { StatesError } from '../../../sandbox/services/states/errors.ts';
import { Execution } from '../../../sandbox/services/states/execution.ts';
import { EventClock } from '../../../simulation/run/clock.ts';
import { definitionOf, statesOf, WORKFLOWS } from '../definitions.ts';

const wake = definitionOf('wake');

/** Runs the synthesized workflow; `answer` stands for Lambda. */
async function run(answer: (name: string) => unknown) {
  const clock = new EventClock(0);
  const asked: string[] = [];
  const execution = new Execution({
    ...{ arn: 'arn:e', name: 'e', machineArn: 'arn:m', roleArn: 'arn:r', input: {}, clock, random: () => 0.5 },
    machine: wake as unknown as Machine,
    async runTask(_resource, args) {
      const { FunctionName, Payload } = args as { FunctionName: string; Payload: unknown };
      expect(Payload).toEqual({ awake: true });
      asked.push(FunctionName);
      return answer(FunctionName);
    },
  });
  await clock.until(execution.run());
  return { execution, asked };
}

const listed = (wake.States['Invoke every function']?.['Items'] ?? []) as readonly { name: string; arn: string }[];

describe('the weekly look at functions', () => {
  it('invokes the version that each state of the other workflows calls, once', async () => {
    const called = WORKFLOWS.flatMap((name) =>
      statesOf(definitionOf(name)).flatMap(([, state]) =>
        state.Type === 'Task' ? [(state['Arguments'] as { FunctionName: string }).FunctionName] : [],
      ),
    );
    const { execution, asked } = await run(() => ({ Payload: { awake: true } }));
    expect(execution.status).toBe('SUCCEEDED');
    expect([...asked].sort()).toEqual([...new Set(called)].sort());
    expect(asked.length).toBeGreaterThan(50);
  });

  it('waits for one that Lambda makes ready again', async () => {
    let tries = 0;
    const { execution } = await run((name) => {
      if (name !== listed[3]?.arn || ++tries === 3) return { Payload: { awake: true } };
      throw new StatesError('Lambda.ResourceNotReadyException', 'The function is Inactive.');
    });
    expect({ status: execution.status, tries }).toEqual({ status: 'SUCCEEDED', tries: 3 });
  });

  it('looks at all, and names each that does not answer', async () => {
    const { execution, asked } = await run((name) => {
      if (name !== listed[0]?.arn && name !== listed[7]?.arn) return { Payload: { awake: true } };
      throw new StatesError('Lambda.KMSAccessDeniedException', 'denied');
    });
    expect(asked).toHaveLength(listed.length);
    const silent = [listed[0], listed[7]].map((one) => `${one?.name}: Lambda.KMSAccessDeniedException`);
    expect(execution.error?.message).toBe(`FunctionsDoNotAnswer: ${silent.join(', ')}`);
  });
});
