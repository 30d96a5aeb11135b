import { acting, writeFacts } from '../../ledger/acting.ts';
import { readStatus } from '../../ledger/table.ts';
import { inParallel } from '../../step/in-parallel.ts';
import { step } from '../../step/step.ts';
import { switchSchedule } from '../schedules.ts';
import type { Input, Output } from './contract.ts';

/** Resumes every rule and schedule that the ledger says is paused, whoever paused it. The ledger keeps them until all run. */
export const handler = step<Input, Output>(async ({ lock, now }) => {
  const { paused } = await readStatus();
  if (Object.keys(paused).length === 0) return { paused: [] };
  await acting({ lock, now, step: 'resume-schedules' }, () =>
    inParallel(Object.values(paused), (schedule) => switchSchedule(schedule, 'on')),
  );
  await writeFacts({ lock, now, step: 'resume-schedules', status: [[['paused'], {}]] });
  return { paused: [] };
});
