import { ResourceNotFound } from '@aws-sdk/client-cloudwatch';
import type { Kernel, Measurement } from '../../kernel/kernel.ts';
import type { Alarm } from './alarm.ts';
import { MetricStore } from './store.ts';

/** Everything CloudWatch knows. */
export class CloudwatchState {
  readonly kernel: Kernel;
  readonly store = new MetricStore();
  readonly alarms = new Map<string, Alarm>();
  /** Body by name. */
  readonly dashboards = new Map<string, string>();
  readonly closing = new AbortController();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  arnOf(alarm: string): string {
    return `arn:aws:cloudwatch:${this.kernel.region}:${this.kernel.account}:alarm:${alarm}`;
  }

  /** @throws ResourceNotFound */
  alarm(name: string): Alarm {
    const found = this.alarms.get(name);
    if (found) return found;
    throw new ResourceNotFound({ message: `There is no alarm ${name}`, $metadata: {} });
  }

  measure(measurement: Measurement): void {
    this.store.add(measurement, this.kernel.clock.now());
  }
}
