import { describe, expect, it } from 'vitest';
import { stackProblems } from '../../../../lambdas/environment/inspect-environment/stack-problems.ts';

describe('a stack of the environment', () => {
  it.each([
    'CREATE_IN_PROGRESS',
    'UPDATE_IN_PROGRESS',
    'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
    'UPDATE_ROLLBACK_IN_PROGRESS',
    'DELETE_IN_PROGRESS',
    'IMPORT_IN_PROGRESS',
  ])('stops a release while it is %s', (status) => {
    expect(stackProblems(new Map([['Survey', status]]), [])).toEqual({
      problems: [expect.stringMatching(new RegExp(`"Survey" is ${status}; expected none`))],
      warnings: [],
    });
  });

  it.each(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_COMPLETE', 'REVIEW_IN_PROGRESS'])(
    'stops nothing when it is %s',
    (status) => {
      expect(stackProblems(new Map([['Survey', status]]), ['Survey'])).toEqual({ problems: [], warnings: [] });
    },
  );

  it('is warned of where its update could not be undone, and missed where it is configured', () => {
    expect(stackProblems(new Map([['Survey', 'UPDATE_ROLLBACK_FAILED']]), ['Gone'])).toEqual({
      problems: [expect.stringMatching(/"Gone" does not exist/)],
      warnings: [expect.stringMatching(/"Survey" is UPDATE_ROLLBACK_FAILED/)],
    });
  });
});
