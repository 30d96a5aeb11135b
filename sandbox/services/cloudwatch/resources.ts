import type { ResourceProvider } from '../../kernel/resource.ts';
import { WireError } from '../../kernel/wire-error.ts';
import type { Alarm } from './alarm.ts';
import { changeComposites, ruledValue } from './composite.ts';
import { dashboardProblem } from './dashboard.ts';
import { metricsOf } from './metrics.ts';
import type { CloudwatchState } from './state.ts';
import { watch } from './watch.ts';

/** CloudWatch evaluates no alarm more often. Seconds. */
const SHORTEST_PERIOD = 10;

/** Makes a template's alarms. */
export function cloudwatchResources(state: CloudwatchState): Record<string, ResourceProvider> {
  const { kernel, alarms, closing } = state;
  return {
    'AWS::CloudWatch::Alarm': (properties, { generatedName }) => {
      const name: string = properties['AlarmName'] ?? generatedName;
      const metrics = metricsOf(properties);
      const alarm: Alarm = {
        name,
        arn: state.arnOf(name),
        properties,
        type: 'MetricAlarm',
        metrics,
        period: Math.max(...metrics.map((m) => m.period), SHORTEST_PERIOD) * 1_000,
        value: 'INSUFFICIENT_DATA',
        reason: 'Unchecked: Initial alarm creation',
        changedAt: kernel.clock.now(),
        history: [],
      };
      alarms.set(name, alarm);
      watch(state, alarm).catch((error: Error) => {
        if (!closing.signal.aborted) kernel.log(`The alarm ${name} is no longer evaluated: ${error.message}`);
      });
      changeComposites(state);
      return { ref: name, attributes: { Arn: alarm.arn } };
    },

    'AWS::CloudWatch::CompositeAlarm': (properties, { generatedName }) => {
      const name: string = properties['AlarmName'] ?? generatedName;
      const alarm: Alarm = {
        name,
        arn: state.arnOf(name),
        properties,
        type: 'CompositeAlarm',
        metrics: [],
        period: 0,
        value: ruledValue(state, String(properties['AlarmRule'])),
        reason: 'Initial state of the rule',
        changedAt: kernel.clock.now(),
        history: [],
      };
      alarms.set(name, alarm);
      changeComposites(state);
      return { ref: name, attributes: { Arn: alarm.arn } };
    },

    'AWS::CloudWatch::Dashboard': (properties, { generatedName }) => {
      const name: string = properties['DashboardName'] ?? generatedName;
      const problem = dashboardProblem(name, String(properties['DashboardBody']));
      if (problem !== undefined) throw new WireError('InvalidParameterInput', problem, 400);
      state.dashboards.set(name, String(properties['DashboardBody']));
      return { ref: name, attributes: {} };
    },
  };
}
