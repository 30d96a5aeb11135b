import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ScaledClock } from '../../../sandbox/kernel/clock.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

it('a clock whose factor changes goes on from where it is, and knows the wall time of what was', async () => {
  const clock = new ScaledClock(60);
  vi.advanceTimersByTime(1_000);
  expect(clock.now()).toBe(1_060_000);
  clock.setFactor(4);
  expect(clock.now()).toBe(1_060_000);
  vi.advanceTimersByTime(500);
  expect(clock.now()).toBe(1_062_000);
  expect(clock.factor).toBe(4);
  expect([1_030_000, 1_060_000, 1_061_000].map((at) => clock.real(at))).toEqual([1_000_500, 1_001_000, 1_001_250]);
  let slept = false;
  void clock.sleep(4_000).then(() => {
    slept = true;
  });
  await vi.advanceTimersByTimeAsync(999);
  expect(slept).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(slept).toBe(true);
});
