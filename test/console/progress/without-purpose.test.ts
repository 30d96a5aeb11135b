import { describe, expect, it } from 'vitest';
import { badge } from '../../../console/pages/workflow-view.ts';
import { reasonsOf, withoutPurpose } from '../../../console/progress/without-purpose.ts';
import { WITHOUT_PURPOSE } from '../../../lambdas/model/errors.ts';
import { StatesError } from '../../../sandbox/services/states/errors.ts';
import type { Execution } from '../../../sandbox/services/states/execution.ts';

const failed = (error: string, cause: string) =>
  ({ status: 'FAILED', error: new StatesError(error, cause) }) as unknown as Execution;

describe('an execution that ended without its purpose', () => {
  it.each(WITHOUT_PURPOSE)('%s has words and a colour of its own', (name) => {
    expect(withoutPurpose(name)).toMatch(/^(frozen|nothing)/);
    expect(badge(failed(name, '{}')).text).toContain('class="badge without-purpose"');
  });

  it('is told from any other failure', () => {
    expect(withoutPurpose('ChecksFailed')).toBeUndefined();
    expect(withoutPurpose(undefined)).toBeUndefined();
    expect(badge(failed('ChecksFailed', '')).text).toContain('class="badge failed"');
  });

  it('gives its reasons, which are in its cause as JSON', () => {
    expect(reasonsOf(failed('Frozen', '{"incident":"i","because":["one","two"]}'))).toEqual(['one', 'two']);
    expect(reasonsOf(failed('Frozen', 'no JSON'))).toEqual([]);
    expect(reasonsOf(failed('Frozen', '{}'))).toEqual([]);
  });
});
