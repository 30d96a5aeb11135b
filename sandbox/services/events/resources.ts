import type { ResourceProvider } from '../../kernel/resource.ts';
import { rateOf } from './rate.ts';
import { runSchedule } from './schedule.ts';
import type { EventsState } from './state.ts';

/** Makes a template's rules. */
export function eventsResources(state: EventsState): Record<string, ResourceProvider> {
  return {
    'AWS::Events::Rule': (properties, { generatedName }) => {
      for (const target of properties['Targets'] ?? []) {
        for (const field of ['Input', 'InputPath', 'InputTransformer'])
          if (field in target && !(field === 'Input' && 'EcsParameters' in target))
            throw new Error(`the sandbox does not model a target's ${field}`);
      }
      const name: string = properties['Name'] ?? generatedName;
      const arn = state.arnOf(name);
      const every = rateOf(properties['ScheduleExpression']);
      state.rules.set(name, {
        name,
        arn,
        pattern: properties['EventPattern'],
        targets: properties['Targets'] ?? [],
        enabled: properties['State'] !== 'DISABLED',
        ...(every === undefined ? {} : { schedule: properties['ScheduleExpression'] as string }),
      });
      if (every !== undefined) void runSchedule(state, name, every);
      return { ref: name, attributes: { Arn: arn } };
    },
  };
}
