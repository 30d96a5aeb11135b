import { describe, expect, it } from 'vitest';
import { rungByPage } from '../../../../lambdas/requests/read-rollback-trigger/after-page.ts';
import { later, NOW } from '../../records.ts';

const MINUTE = 60;
/** Up for ten minutes, until now. */
const page = { since: later(-10 * MINUTE), until: NOW };

describe('the page that is gone may have rung an alarm', () => {
  it.each([
    ['it rang behind the page, recovered, and rings again with the page in its window', 100, 60, true, true],
    ['its window fits into the time of the page, and it did not ring then', 100, 60, false, false],
    ['its window is longer than the page was up: it could not ring before', 100, 15 * MINUTE, false, true],
    ['no more: its window is over', 181, 60, true, false],
    ['nor by a page that came after it', -11 * MINUTE, 60, true, false],
  ])('%s', (_what, after, windowSeconds, rangBehindIt, rung) => {
    expect(rungByPage(later(after), page, { windowSeconds, rangBehindIt })).toBe(rung);
  });
});
