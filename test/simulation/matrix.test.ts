import { beforeAll, describe, expect, it } from 'vitest';
import { nameOfCell } from '../../simulation/faults/cell.ts';
import { NO_ROLLBACK, runMatrix, SAME_DECISION } from '../../simulation/faults/matrix.ts';
import type { MatrixReport } from '../../simulation/faults/matrix-report.ts';
import { SAME_CALLS } from '../../simulation/faults/other-migrations.ts';
import { nameOf } from '../../simulation/story/scenario.ts';
import { taskStates } from '../../simulation/world/definitions.ts';
import { unexpected } from '../permissions/exceptions.ts';
import { recordSimulation } from '../permissions/recording.ts';

const LONG = 45 * 60_000;

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
    expect(report.usage.flatMap(({ denied }) => unexpected(denied, 'simulation'))).toEqual([]);
  });

  it('says why one cell stands for others', () => {
    expect(Object.keys(report.merged)).toHaveLength(6);
    expect(report.merged[SAME_DECISION]).toBeGreaterThan(0);
    expect(report.merged[NO_ROLLBACK]).toBeGreaterThan(0);
    expect(report.merged[SAME_CALLS]).toBeGreaterThan(0);
    expect(report.runs).toBeGreaterThan(2_000);
  });

  it('keeps serialization in a share of the runs', () => {
    expect(report.serialized).toBeGreaterThan(report.runs / 200);
  });

  it('visits every task state of every workflow', () => {
    const visited = new Set(
      [...report.states].flatMap(([machine, names]) => [...names].map((name) => `${machine} / ${name}`)),
    );
    const all = taskStates();
    expect(all.length).toBeGreaterThan(150);
    expect(all.filter((state) => !visited.has(state))).toEqual([]);
  });
});
