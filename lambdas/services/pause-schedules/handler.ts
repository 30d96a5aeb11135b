import { acting } from '../../ledger/acting.ts';
import { readStatus } from '../../ledger/table.ts';
import { inParallel } from '../../step/in-parallel.ts';
import { step } from '../../step/step.ts';
import { titleOf } from '../schedule.ts';
import { seeSchedule, switchSchedule } from '../schedules.ts';
import type { Input, Output } from './contract.ts';

/**
 * Pauses what starts jobs of the application by itself: behind the fence a job would write to a database that is left. The
 * ledger holds what is paused before it is; what somebody else had switched off stays theirs, and is never resumed.
 */
export const handler = step<Input, Output>(async ({ lock, now, schedules }) => {
  const { paused: before } = await readStatus();
  const seen = await inParallel(schedules, async (schedule) => ({ schedule, seen: await seeSchedule(schedule) }));
  const running = seen.flatMap((one) => (one.seen?.enabled === true ? [one.schedule] : []));
  const paused = { ...before, ...Object.fromEntries(running.map((schedule) => [titleOf(schedule), schedule])) };
  if (Object.keys(paused).length === 0) return { paused: [] };
  // The whole map: the ledger of an older control plane has none to set one name in.
  await acting({ lock, now, step: 'pause-schedules', status: [[['paused'], paused]] }, () =>
    inParallel(running, (schedule) => switchSchedule(schedule, 'off')),
  );
  return { paused: Object.keys(paused) };
});
