import { expect, it } from 'vitest';
import { PAGE_WITH_A_STANDBY } from '../../bench/goals.ts';
import { measureStandby, pageAfter } from '../../bench/standby.ts';

it('a rollback with a standby has its page for three minutes at most, whatever a restore takes', async () => {
  const { standby, restore } = await measureStandby();
  expect(standby.page).toBeLessThanOrEqual(PAGE_WITH_A_STANDBY);
  expect(standby.restored).toBeLessThan(10);
  // What is saved is the restore, and its warming.
  expect(restore.page - standby.page).toBeGreaterThan(0.9 * (restore.restored - standby.restored));
  expect(pageAfter(restore, 20)).toBeGreaterThan(20);
}, 60_000);
