import * as scheduler from '@aws-sdk/client-scheduler';
import type { Kernel } from '../../kernel/kernel.ts';

/** A schedule: everything that GetSchedule answers. */
export type Schedule = Omit<scheduler.GetScheduleOutput, 'Name' | 'GroupName'> & {
  readonly Name: string;
  readonly GroupName: string;
};

/** Everything EventBridge Scheduler knows: its schedules by `<group>/<name>`. */
export class SchedulerState {
  readonly kernel: Kernel;
  readonly schedules = new Map<string, Schedule>();
  readonly closing = new AbortController();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  arnOf(group: string | undefined, name: string | undefined): string {
    return `arn:aws:scheduler:${this.kernel.region}:${this.kernel.account}:schedule/${group ?? 'default'}/${name}`;
  }

  /** @throws ResourceNotFoundException */
  schedule(group: string | undefined, name: string | undefined): Schedule {
    const found = this.schedules.get(`${group ?? 'default'}/${name}`);
    if (found !== undefined) return found;
    const message = `Schedule ${name} does not exist.`;
    throw new scheduler.ResourceNotFoundException({ message, Message: message, $metadata: {} });
  }

  /**
   * Puts a schedule in the place of what was there: a field that is not given has its default afterwards
   * (https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html).
   * @throws ValidationException
   */
  put(given: scheduler.UpdateScheduleInput): Schedule {
    const { Name = '', GroupName = 'default', ClientToken: _token, ...rest } = given;
    const now = this.kernel.clock.now();
    // Seen of CreateSchedule, in these words (https://github.com/getmoto/moto/pull/8172); that an update says so too is not documented.
    if (rest.StartDate !== undefined && rest.StartDate.getTime() < now - 5 * 60_000)
      throw invalid('The StartDate you specify cannot be earlier than 5 minutes ago.');
    const before = this.schedules.get(`${GroupName}/${Name}`);
    const schedule: Schedule = {
      ScheduleExpressionTimezone: 'UTC',
      State: 'ENABLED',
      ActionAfterCompletion: 'NONE',
      ...rest,
      Name,
      GroupName,
      Arn: this.arnOf(GroupName, Name),
      CreationDate: before?.CreationDate ?? new Date(now),
      LastModificationDate: new Date(now),
    };
    this.schedules.set(`${GroupName}/${Name}`, schedule);
    return schedule;
  }
}

const invalid = (message: string) => new scheduler.ValidationException({ message, Message: message, $metadata: {} });
