import { beforeAll, describe, expect, it } from 'vitest';
import { nameOfCell } from '../../simulation/faults/cell.ts';
import { taskStates } from '../../simulation/faults/common-states.ts';
import { type MatrixReport, NO_ROLLBACK, runMatrix, SAME_DECISION } from '../../simulation/faults/matrix-run.ts';
import { nameOf } from '../../simulation/scenario.ts';
import { unexpected } from '../permissions/exceptions.ts';
import { recordSimulation } from '../permissions/recording.ts';

const LONG = 45 * 60_000;

/** States that no story without faults comes to, and where a fault in them is tried. */
const ELSEWHERE: readonly (readonly [state: RegExp, reason: string])[] = [
  [/ \/ Tell that /, 'only another fault leads there: pairs of faults, drawn by seeds'],
  [
    /^(rollback|decision) \/ .* as (they are|it is)$/,
    'the same definition is tried in a decision to reopen; by seeds in a rollback',
  ],
  [
    /^(rollback|decision) \/ .* for the (services|freeze)$/,
    'the same definition is tried in the other of the two workflows',
  ],
  [/^decision \/ /, 'the same definition is tried in the rollback workflow'],
  [
    /^release \/ Confirm the release$/,
    'only an unobserved release is confirmed: the workflow has no data in no story here',
  ],
];

describe('the fault matrix', () => {
  let report: MatrixReport;
  beforeAll(async () => {
    report = await runMatrix();
    recordSimulation(report.usage);
    const { cells, runs, serialized, merged, states, outcomes } = report;
    console.log(
      [
        `${cells} cells, ${runs} runs, ${serialized} of them with serialization; states: ${[...states].map(([machine, names]) => `${machine} ${names.size}`).join(', ')}`,
        ...Object.entries(merged).map(([reason, n]) => `${n} cells merged: ${reason}`),
        ...[...outcomes].sort((a, b) => b[1] - a[1]).map(([outcome, n]) => `${n} x ${outcome}`),
      ].join('\n'),
    );
  }, LONG);

  it('breaks no invariant in any cell', () => {
    const broken = report.broken.map(({ scenario, cell, what }) => `${nameOf(scenario)}: ${nameOfCell(cell)}: ${what}`);
    expect(broken).toEqual([]);
  });

  it('reaches every place that it means to hit', () => {
    expect(report.missed).toEqual([]);
  });

  it('lets every role do what it must', () => {
    expect(report.usage.flatMap(({ denied }) => unexpected(denied))).toEqual([]);
  });

  it('says why one cell stands for others', () => {
    expect(Object.keys(report.merged)).toHaveLength(4);
    expect(report.merged[SAME_DECISION]).toBeGreaterThan(0);
    expect(report.merged[NO_ROLLBACK]).toBeGreaterThan(0);
    expect(report.runs).toBeGreaterThan(2_000);
  });

  it('keeps serialization in a share of the runs', () => {
    expect(report.serialized).toBeGreaterThan(report.runs / 200);
  });

  it('visits the task states of every workflow, but those that are named with a reason', () => {
    const visited = new Set(
      [...report.states].flatMap(([machine, names]) => [...names].map((name) => `${machine} / ${name}`)),
    );
    const missing = taskStates(['release', 'rollback', 'decision', 'settle']).filter((state) => !visited.has(state));
    console.log(
      missing.map((state) => `${state}: ${ELSEWHERE.find(([pattern]) => pattern.test(state))?.[1]}`).join('\n'),
    );
    expect(missing.filter((state) => !ELSEWHERE.some(([pattern]) => pattern.test(state)))).toEqual([]);
  });
});
