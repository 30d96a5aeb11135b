import { describe, expect, it } from 'vitest';
import { probeProblems } from '../../../../lambdas/environment/inspect-environment/probe-problems.ts';

const probed = (listener: string, status: number) => ({
  listener,
  url: `https://${listener}/health`,
  status,
  page: false,
});

describe('what the probes foretell', () => {
  it.each([200, 301, 404, 503])('is nothing where the application answers with status %i', (status) => {
    expect(probeProblems([probed('first', status), probed('second', 301)])).toEqual({ problems: [], warnings: [] });
  });

  it('is that every check fails where the first listener does not answer', () => {
    expect(probeProblems([probed('first', 0)]).problems.join()).toMatch(/every check would fail.*configure "probes"/);
  });

  it('is that the page cannot be proven where another one does not answer', () => {
    const { problems, warnings } = probeProblems([probed('first', 200), probed('second', 0)]);
    expect([problems, warnings.join()]).toEqual([[], expect.stringMatching(/"second": .* cannot be proven there/)]);
  });

  it.each([401, 403, 429])('is that a guard may say status %i before any rule', (status) => {
    expect(probeProblems([probed('first', status)]).warnings.join()).toMatch(/a web ACL or another guard/);
  });

  it('is nothing where nothing was asked', () => {
    expect(probeProblems([])).toEqual({ problems: [], warnings: [] });
  });
});
