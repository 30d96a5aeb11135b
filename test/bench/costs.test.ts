import { expect, it } from 'vitest';
import { centsOf } from '../../bench/costs.ts';

it('a workflow costs its transitions, its requests and the time of its functions', () => {
  // 1,000 transitions: 2.5 and 3.75 cents. 100 invocations: 0.002 cents of requests, 15 GB-s, 0.02 cents.
  expect(centsOf({ transitions: 1_000, invocations: 100 })).toEqual({ 'us-east-1': 2.52, 'sa-east-1': 3.77 });
  expect(centsOf({ transitions: 0, invocations: 0 })).toEqual({ 'us-east-1': 0, 'sa-east-1': 0 });
});
