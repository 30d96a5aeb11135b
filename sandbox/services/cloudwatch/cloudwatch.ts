import * as cw from '@aws-sdk/client-cloudwatch';
import type { Kernel, Measurement } from '../../kernel/kernel.ts';
import { served } from '../../kernel/operation.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { alarmOperations } from './alarm-operations.ts';
import { lookAtDashboard } from './dashboard-data.ts';
import type { DashboardLook } from './dashboard-look.ts';
import { historyOperations } from './history-operations.ts';
import { metricOperations } from './metric-operations.ts';
import { cloudwatchResources } from './resources.ts';
import { CloudwatchState } from './state.ts';

export interface CloudWatch extends ServiceModel<typeof cw> {
  measure(measurement: Measurement): void;
  /** Dashboards of the account, by name, each with what was measured since then. @param since virtual ms */
  dashboards(since: number): ReadonlyMap<string, DashboardLook>;
}

/** Metrics, and alarms evaluated from them at the end of every period. */
export function createCloudwatch(kernel: Kernel): CloudWatch {
  const state = new CloudwatchState(kernel);
  return {
    signingName: 'monitoring',
    module: cw,
    ...served<typeof cw>(alarmOperations(state), historyOperations(state), metricOperations(state)),
    resources: cloudwatchResources(state),
    removals: {
      'AWS::CloudWatch::Alarm': ({ ref }) => void state.alarms.delete(ref),
      'AWS::CloudWatch::Dashboard': ({ ref }) => void state.dashboards.delete(ref),
    },
    measure: (measurement) => state.measure(measurement),
    dashboards: (since) =>
      new Map([...state.dashboards].map(([name, body]) => [name, lookAtDashboard(state, body, since)])),
    async close() {
      state.closing.abort();
    },
  };
}
