import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { EventClock } from '../../../simulation/run/clock.ts';

const HOUR = 3_600_000;
const settings = () => readFile(new URL(import.meta.url));

/** When a client has read its settings, while others wait for later times. */
async function timeAfter(clock: EventClock, read: () => Promise<unknown>): Promise<number> {
  for (let minute = 1; minute <= 60; minute++) void clock.sleep(minute * 60_000);
  return await clock.until(read().then(() => clock.now()));
}

describe('time', () => {
  it('stands still while a client reads a file', async () => {
    const clock = new EventClock(0);
    expect(await timeAfter(clock, () => clock.still(settings()))).toBe(0);
  });
  it('would be over before the file was read otherwise', async () => {
    const clock = new EventClock(0);
    await expect(timeAfter(clock, settings)).rejects.toThrow('Nothing is left that could happen');
    expect(clock.now()).toBe(HOUR);
  });
});
