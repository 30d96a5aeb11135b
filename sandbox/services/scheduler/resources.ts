import type { Properties, ResourceProvider } from '../../kernel/resource.ts';
import { refuseUnmodelled } from '../../template/properties/refuse.ts';
import { rateOf } from '../events/rate.ts';
import { runSchedule } from './run.ts';
import type { SchedulerState } from './state.ts';

/** Makes a template's schedules and their groups. */
export function schedulerResources(state: SchedulerState): Record<string, ResourceProvider> {
  return {
    'AWS::Scheduler::ScheduleGroup': ({ Name }, { generatedName }) => {
      const name: string = Name ?? generatedName;
      const { region, account } = state.kernel;
      return {
        ref: name,
        attributes: { Arn: `arn:aws:scheduler:${region}:${account}:schedule-group/${name}` },
      };
    },

    'AWS::Scheduler::Schedule': (properties, { generatedName }) => {
      refuseUnmodelled('AWS::Scheduler::Schedule', properties, [
        ...['Name', 'GroupName', 'Description', 'State', 'ScheduleExpression', 'ScheduleExpressionTimezone'],
        ...['FlexibleTimeWindow', 'Target', 'KmsKeyArn', 'StartDate', 'EndDate'],
      ]);
      const { Name = generatedName, ScheduleExpression, StartDate, EndDate } = properties;
      const schedule = state.put({
        ...(properties as Parameters<SchedulerState['put']>[0]),
        Name,
        Target: targetOf(properties['Target']),
        StartDate: StartDate && new Date(StartDate),
        EndDate: EndDate && new Date(EndDate),
      });
      const every = rateOf(ScheduleExpression);
      if (every !== undefined) void runSchedule(state, schedule, every);
      return { ref: Name, attributes: { Arn: schedule.Arn ?? '' } };
    },
  };
}

/** The API writes `awsvpcConfiguration` where a template writes `AwsvpcConfiguration`. */
function targetOf(target: Properties) {
  const { EcsParameters, ...rest } = target;
  if (EcsParameters === undefined) return target as never;
  const { NetworkConfiguration: network, ...parameters } = EcsParameters as Properties;
  const awsvpcConfiguration = network?.['AwsvpcConfiguration'];
  return {
    ...rest,
    EcsParameters: { ...parameters, ...(awsvpcConfiguration && { NetworkConfiguration: { awsvpcConfiguration } }) },
  } as never;
}
