import { describe, expect, it } from 'vitest';
import { judge } from '../../../../lambdas/maintenance/look-at-maintenance/page-seen.ts';

const page = { status: 503, page: true };
const own503 = { status: 503, page: false };
const application = { status: 200, page: false };
const nobody = { status: 0, page: false };

describe('what users see', () => {
  it.each([
    ['the page', [page, page], 'up', true, ''],
    ['the page on one node of two', [page, application], 'up', false, 'status 200'],
    ["the application's own 503, which is not the page", [own503], 'up', false, 'status 503'],
    ['the application', [application, { status: 404, page: false }], 'down', true, ''],
    ['still the page', [application, page], 'down', false, 'the maintenance page'],
    ['an application that fails', [own503], 'down', false, 'status 503'],
    ['nobody', [nobody], 'down', false, 'no connection'],
    ['nothing that was asked for', [], 'down', false, 'no answer'],
  ] as const)('%s', (_what, answers, expected, proven, seen) => {
    expect(judge(answers, expected)).toEqual({ proven, seen });
  });
});
