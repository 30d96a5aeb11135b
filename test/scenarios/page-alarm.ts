import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { pause } from '../../play/person.ts';
import type { Cloud } from '../../sandbox/cloud.ts';

/** Counts the load balancer's own errors; maintenance mode's page is one. */
export const PAGE_ALARM = 'survey-elb-5xx';
/** Really: CloudWatch looks at the minute of a page up to two (virtual) minutes after it was lowered. */
const RINGS_WITHIN_MS = 2_500;

/** The alarm that our own page rings, and what it starts: reports, which act on nothing. */
export class PageAlarm {
  private readonly cloud: Cloud;
  private readonly settings: object;
  /** Rules of pages that were taken away when it was last asked. */
  private lowered = 0;

  constructor(cloud: Cloud, settings: object) {
    this.cloud = cloud;
    this.settings = settings;
  }

  executions() {
    return this.cloud.states
      .executions()
      .filter(({ options }) => JSON.stringify(options.input).includes(`"alarmName":"${PAGE_ALARM}"`));
  }

  /** Waits (really) until it is back and what it started has ended; not while `inHand`. */
  async quiet(inHand: () => Promise<boolean>): Promise<void> {
    const cloudWatch = new CloudWatchClient(this.settings);
    const lowered = this.cloud.endpoint.calls.filter(({ operation }) => operation === 'DeleteRule').length;
    if (lowered !== this.lowered && !(await inHand())) await pause(RINGS_WITHIN_MS);
    this.lowered = lowered;
    for (let n = 0; n < 600; n++) {
      const running = this.executions().some(({ status }) => status === 'RUNNING');
      if (!running && (await inHand())) return;
      const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [PAGE_ALARM] }));
      if (!running && MetricAlarms?.[0]?.StateValue !== 'ALARM') return;
      await pause(100);
    }
    throw new Error(`${PAGE_ALARM} rang for a minute.`);
  }
}
