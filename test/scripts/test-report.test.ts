import { describe, expect, it } from 'vitest';
import { againOf, type FileReport, summaryOf } from '../../scripts/test-report.ts';

const file = (name: string, ...results: string[]): FileReport => ({
  file: name,
  failed: results.includes('failed') || results.length === 0,
  message: results.length === 0 ? 'Cannot find module' : '',
  tests: results.map((result, n) => ({
    name: `test ${n + 1}`,
    result,
    why: result === 'failed' ? 'too late\nat x' : '',
  })),
});
const PEOPLE = 'test/scenarios/people.test.ts';

describe('what runs once more, alone', () => {
  it.each<[string, FileReport[], string[]]>([
    ['nothing failed', [file(PEOPLE, 'passed')], []],
    ['a file in real time', [file(PEOPLE, 'passed', 'failed'), file('test/a.test.ts', 'passed')], [PEOPLE]],
    [
      'what compares the recordings fails with it',
      [file(PEOPLE, 'failed'), file('test/permissions/p.test.ts', 'failed')],
      [PEOPLE, 'test/permissions/p.test.ts'],
    ],
    ['the comparison alone: no clock decides it', [file('test/permissions/p.test.ts', 'failed')], []],
    ['a unit test beside it: a mistake', [file(PEOPLE, 'failed'), file('test/lambdas/a.test.ts', 'failed')], []],
    ['the fault matrix: its clock is its own', [file('test/simulation/matrix.test.ts', 'failed')], []],
    ['five files: no full machine', [1, 2, 3, 4, 5].map((n) => file(`test/scenarios/${n}.test.ts`, 'failed')), []],
  ])('%s', (_name, report, expected) => {
    expect(againOf(report)).toEqual(expected);
  });
});

it('nothing runs once more beside an error that no test caught: the second run would hide it', () => {
  const report = [file(PEOPLE, 'failed')];
  expect(againOf(report)).toEqual([PEOPLE]);
  expect(againOf(report, ['socket hang up'])).toEqual([]);
});

describe('the summary', () => {
  it('counts what a second run replaced, and names it', () => {
    const first = [file(PEOPLE, 'passed', 'failed'), file('test/a.test.ts', 'passed', 'skipped')];
    const { passed, failed, text } = summaryOf(first, [file(PEOPLE, 'passed', 'passed')]);
    expect({ passed, failed }).toEqual({ passed: 3, failed: 0 });
    expect(text).toBe(`failed beside others, passed alone: ${PEOPLE}: test 2: too late at x\n3 passed, 0 failed`);
  });

  it('a failure that stays is failed, and said once', () => {
    const again = [file(PEOPLE, 'passed', 'failed')];
    expect(summaryOf(again, again).text).toBe(`failed: ${PEOPLE}: test 2: too late at x\n1 passed, 1 failed`);
  });

  it('a file that could not be loaded is a failure, and so is a run without an end', () => {
    expect(summaryOf([file('test/a.test.ts')]).text).toBe(
      'failed: test/a.test.ts: Cannot find module\n0 passed, 1 failed',
    );
    expect(summaryOf([]).text).toBe('The tests came to no end.\n0 passed, 1 failed');
  });
});
