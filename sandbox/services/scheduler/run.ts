import { runTask, type TaskTarget } from '../events/run-task.ts';
import type { Schedule, SchedulerState } from './state.ts';

const SERVICE = 'scheduler.amazonaws.com';

/** Invokes a schedule's target at its rate, from its creation until the sandbox ends, as long as it is enabled. */
export async function runSchedule(
  state: SchedulerState,
  { GroupName, Name }: Schedule,
  everyMs: number,
): Promise<void> {
  const { kernel, schedules, closing } = state;
  while (!closing.signal.aborted) {
    try {
      await kernel.clock.sleep(everyMs, closing.signal);
    } catch {
      return;
    }
    const schedule = schedules.get(`${GroupName}/${Name}`);
    if (schedule === undefined) return;
    if (schedule.State === 'ENABLED') await invoke(state, schedule);
  }
}

async function invoke({ kernel }: SchedulerState, { Arn = '', Name, Target }: Schedule): Promise<void> {
  try {
    if (Target?.EcsParameters === undefined)
      throw new Error('the sandbox invokes targets that run tasks, and no others');
    kernel.credentials(Target.RoleArn ?? '', { service: SERVICE, sourceArn: Arn });
    await runTask(kernel, Target as TaskTarget, `scheduler/${Name}`);
  } catch (error) {
    kernel.log(`EventBridge Scheduler could not invoke the target of ${Name}: ${(error as Error).message}`);
  }
}
