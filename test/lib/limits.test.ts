import { expect, it } from 'vitest';
import * as limits from '../../lambdas/model/limits.ts';

it('each time leaves room for those it must outlast', () => {
  const tries = (limits.CALL_TIMEOUT_MS * limits.CALL_TRIES) / 1_000;
  expect(tries).toBeLessThan(limits.STEP_TIMEOUT_SECONDS);
  expect(limits.STEP_TIMEOUT_SECONDS).toBeLessThan(limits.STEP_IN_FLIGHT_SECONDS);
  expect(limits.STEP_IN_FLIGHT_SECONDS).toBeLessThan(limits.STATE_TIMEOUT_SECONDS);
  expect(limits.CONNECT_TIMEOUT_MS).toBeLessThan(limits.CALL_TIMEOUT_MS);
});
