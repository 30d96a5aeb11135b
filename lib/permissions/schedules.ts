import { resolve } from '../configuration/reference.ts';
import { allow } from '../steps/step.ts';
import { type Grant, GrantGroup } from './grant.ts';

/** Rules and schedules that start jobs of the application. */
export class ScheduleGrants extends GrantGroup {
  get look(): Grant {
    return this.on(['events:DescribeRule'], ['scheduler:GetSchedule'], ['kms:Decrypt']);
  }
  /** A rule is switched on without a look; an update of a schedule needs all of it. */
  get read(): Grant {
    return this.on([], ['scheduler:GetSchedule'], ['kms:Decrypt']);
  }
  get pause(): Grant {
    return this.switchBy('events:DisableRule');
  }
  get resume(): Grant {
    return this.switchBy('events:EnableRule');
  }

  /** Whoever updates a schedule passes its role again. */
  private switchBy(operation: 'events:DisableRule' | 'events:EnableRule'): Grant {
    const { scheduleRoles } = this.arns;
    const pass = allow(['iam:PassRole'], scheduleRoles, {
      StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
    });
    const { permissions } = this.on(
      [operation],
      ['scheduler:UpdateSchedule'],
      ['kms:DescribeKey', 'kms:GenerateDataKey'],
    );
    return { permissions: [...permissions, ...(scheduleRoles.length === 0 ? [] : [pass])] };
  }

  /**
   * What the configuration leaves out gets no statement. A customer key is used for the caller
   * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/encryption-rest.html).
   */
  private on(ofRules: string[], ofSchedules: string[], ofKeys: string[]): Grant {
    const { schedules, region } = this.configuration;
    const keys = schedules.flatMap((one) => ('schedule' in one && one.key !== undefined ? [resolve(one.key)] : []));
    const through = { StringEquals: { 'kms:ViaService': `scheduler.${region}.amazonaws.com` } };
    return {
      permissions: [
        ...(ofRules.length === 0 || this.arns.rulesToPause.length === 0
          ? []
          : [allow(ofRules, this.arns.rulesToPause)]),
        ...(this.arns.schedulesToPause.length === 0 ? [] : [allow(ofSchedules, this.arns.schedulesToPause)]),
        ...(keys.length === 0 ? [] : [allow(ofKeys, keys, through)]),
      ],
    };
  }
}
