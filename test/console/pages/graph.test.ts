import { describe, expect, it } from 'vitest';
import { draw, stateOf } from '../../../console/pages/graph/draw.ts';
import { fold } from '../../../console/pages/graph/fold.ts';
import { layOut } from '../../../console/pages/graph/rows.ts';
import { statesOf } from '../../../console/progress/loops.ts';
import { visitsOf } from '../../../console/progress/visits.ts';
import type { Machine } from '../../../sandbox/services/states/asl.ts';
import { readTemplate } from '../../../sandbox/template/assembly.ts';
import { refused, started, WORKFLOW } from './executions.ts';

const template = readTemplate(new URL('../../../cdk.out/KnownGood-sandbox.template.json', import.meta.url)) as {
  Resources: Record<string, { Type: string; Properties: Record<string, { 'Fn::Join'?: [string, unknown[]] }> }>;
};
const real = Object.entries(template.Resources)
  .filter(([, { Type }]) => Type === 'AWS::StepFunctions::StateMachine')
  .map(([name, { Properties }]): [string, Machine] => {
    const parts = Properties['DefinitionString']?.['Fn::Join']?.[1] ?? [];
    return [name, JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'arn')).join('')) as Machine];
  });

describe.each([...real, ['a small one', WORKFLOW.machine] as [string, Machine]])('the map of %s', (_name, machine) => {
  const graph = fold(machine);
  const { rows, edges, lanes } = layOut(graph);
  const at = new Map(rows.map((row, index) => [row.node.name, { index, lane: row.lane }]));

  it('shows every state that does, asks or ends something, once', () => {
    const expected = statesOf(machine)
      .flatMap((states) => Object.entries(states))
      .filter(([name, { Type }]) => Type !== 'Pass' && !name.startsWith('Wait: '))
      .map(([name]) => name)
      .filter((name) => ![...graph.nodes.values()].some(({ loop }) => loop?.question === name));
    expect(rows.map(({ node }) => node.name).sort()).toEqual(expected.sort());
  });

  it('reads downwards, and no line runs through a state that is not its own', () => {
    expect(edges.length).toBeGreaterThan(rows.length / 2);
    for (const { from, to, lane } of edges) {
      const [above, below] = [at.get(from)?.index ?? 0, at.get(to)?.index ?? 0];
      expect(above, `${from} -> ${to}`).toBeLessThan(below);
      for (const row of rows.slice(above + 1, below)) expect([from, to, row.node.name, row.lane]).not.toContain(lane);
    }
  });

  it('is narrow enough for a phone', () => expect(lanes).toBeLessThanOrEqual(8));
});

it('gives each branch a lane of its own', () => {
  const { rows, edges } = layOut(fold(WORKFLOW.machine));
  const long = edges.find(({ from, to }) => from === 'Side by side' && to === 'Save');
  const save = rows.find(({ node }) => node.name === 'Save');
  expect(long?.lane).toBe(save?.lane);
  expect(rows.find(({ node }) => node.name === 'Restore')?.lane).not.toBe(save?.lane);
});

it('tells a way back in words, and draws no line upwards', () => {
  const machine: Machine = {
    StartAt: 'Restore',
    States: {
      Restore: { Type: 'Task', Resource: 'x', Next: 'Prove' },
      Prove: { Type: 'Task', Resource: 'x', Next: 'Is it dead?' },
      'Is it dead?': { Type: 'Choice', Choices: [{ Condition: 'x', Next: 'Restore' }], Default: 'Done' },
      Done: { Type: 'Succeed' },
    },
  };
  const layout = layOut(fold(machine));
  expect(layout.rows.map(({ node, returnsTo }) => [node.name, returnsTo])).toEqual([
    ['Restore', []],
    ['Prove', []],
    ['Is it dead?', ['Restore']],
    ['Done', []],
  ]);
  const { text } = draw(layout, { visits: new Map(), running: false, failed: false, now: 0 });
  expect(text).toContain('or back to: Restore');
});

describe('an execution on the map', () => {
  const layout = layOut(fold(WORKFLOW.machine));
  const states = (run: ReturnType<typeof started>['execution']) => {
    const shown = {
      visits: visitsOf(run.history.events),
      running: run.status === 'RUNNING',
      failed: run.status === 'FAILED',
      now: 0,
    };
    return Object.fromEntries(layout.rows.map(({ node }) => [node.name, stateOf(node, shown)]));
  };

  it('lights the state that runs, and all branches that do', async () => {
    const one = started({}, [{}, { Payload: {} }]);
    await settled(() => one.asked() === 3);
    expect(states(one.execution)).toMatchObject({
      'Take the lock': 'done',
      'Look at the snapshot': 'running',
      'Side by side': 'ahead',
    });
    const two = started({}, [{}, {}, {}]);
    await settled(() => two.asked() === 5);
    expect(states(two.execution)).toMatchObject({ 'Side by side': 'running', Restore: 'running', Save: 'running' });
  });

  it('keeps a loop lit between its looks, and counts them', async () => {
    const { execution, clock, asked } = started({}, [{}, {}, { status: 'creating' }, { status: 'creating' }]);
    await settled(() => asked() === 5);
    expect(states(execution)['Look at the snapshot']).toBe('running');
    const text = draw(layout, {
      visits: visitsOf(execution.history.events),
      running: true,
      failed: false,
      now: clock.at,
    });
    expect(text.text).toContain('Is the snapshot available? 3rd look');
    expect(text.text.match(/aria-current="step"/g)).toHaveLength(1);
  });

  it('shows where it was stopped', async () => {
    const { execution, asked } = started({}, [{}, {}, { status: 'creating' }]);
    await settled(() => asked() === 4);
    execution.stop('RolledBack', 'an alarm');
    await settled(() => execution.status === 'ABORTED');
    expect(states(execution)['Look at the snapshot']).toBe('stopped');
    expect(states(execution)['Take the lock']).toBe('done');
  });

  it('shows where it failed, and where a failure was mended', async () => {
    const lost = started({}, [{}, refused('The lock is taken.')]);
    await settled(() => lost.execution.status === 'FAILED');
    expect(states(lost.execution)).toMatchObject({ 'Read the request': 'done', 'Take the lock': 'failed' });
    const untold = started({}, [{}, {}, {}, {}, {}, {}, refused('no topic')]);
    await settled(() => untold.execution.status === 'SUCCEEDED');
    expect(states(untold.execution)).toMatchObject({ 'Tell the teams': 'mended', Done: 'done' });
  });
});

async function settled(condition: () => boolean): Promise<void> {
  for (let n = 0; n < 500 && !condition(); n++) await new Promise((resolve) => setTimeout(resolve, 4));
  expect(condition()).toBe(true);
}
