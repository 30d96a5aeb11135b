import { describe, expect, it } from 'vitest';
import { rungByPage } from '../../../../lambdas/requests/read-rollback-trigger/after-page.ts';
import { later, NOW } from '../../records.ts';

const MINUTE = 60;
/** Up for ten minutes, until now. */
const TARGETS = 'AWS/ApplicationELB HTTPCode_Target_5XX_Count';
const LOAD_BALANCER = 'AWS/ApplicationELB HTTPCode_ELB_5XX_Count';
const page = { since: later(-10 * MINUTE), until: NOW };

describe('the page that is gone may have rung an alarm', () => {
  it.each([
    ['it rang behind the page, recovered, and rings again with the page in its window', 100, 60, [TARGETS], true, true],
    [
      'it looks at what tasks answer, its window fits into the time of the page, and it did not ring then',
      100,
      60,
      [TARGETS],
      false,
      false,
    ],
    [
      'it kept quiet, but the first to ask may have come in the last minute of the page',
      100,
      60,
      [LOAD_BALANCER],
      false,
      true,
    ],
    ['one of its metrics counts the page', 100, 60, [TARGETS, LOAD_BALANCER], false, true],
    ['nobody knows what a metric of others counts', 100, 60, ['Survey/Canary SuccessPercent'], false, true],
    ['nor what an alarm without known metrics looks at', 100, 60, [], false, true],
    ['its window is longer than the page was up: it could not ring before', 100, 15 * MINUTE, [TARGETS], false, true],
    ['no more: its window is over', 181, 60, [LOAD_BALANCER], true, false],
    ['nor by a page that came after it', -11 * MINUTE, 60, [LOAD_BALANCER], true, false],
  ])('%s', (_what, after, windowSeconds, metrics, rangBehindIt, rung) => {
    expect(rungByPage(later(after), page, { windowSeconds, metrics, rangBehindIt })).toBe(rung);
  });
});
