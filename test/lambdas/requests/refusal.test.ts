import { describe, expect, it } from 'vitest';
import { refusal } from '../../../lambdas/requests/problems.ts';

describe('the refusal of a request', () => {
  const of = (count: number) =>
    refusal(
      'The release',
      Array.from({ length: count }, (_, n) => `problem ${n}`),
      { a: 1 },
    );

  it('names every problem, and shows a correct example', () => {
    expect(of(2)).toBe(
      'The release was refused, nothing was touched: problem 0; problem 1. A correct example: {"a":1}',
    );
  });

  it('names twenty at most, and counts the others', () => {
    expect(of(20)).toContain('problem 19. A correct');
    expect(of(20)).not.toContain('more');
    expect(of(25)).toContain('; problem 19; and 5 more. A correct');
    expect(of(25)).not.toContain('problem 20');
  });

  it('shortens a problem that is longer than 500 characters', () => {
    const long = refusal('The release', ['x'.repeat(600)], {});
    expect(long).not.toContain('x'.repeat(501));
    expect(long).toContain('x'.repeat(400));
  });
});
