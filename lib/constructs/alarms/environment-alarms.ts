import { Alarm, AlarmRule, AlarmState, CompositeAlarm, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IBaseService } from 'aws-cdk-lib/aws-ecs';
import type { IApplicationLoadBalancer, IApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IDatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { AlarmProps } from '../props.ts';
import {
  connections,
  errorRate,
  type Made,
  replicaLag,
  storage,
  tailLatency,
  tasksBelowDesired,
  unhealthyTargets,
} from './kinds.ts';

/** What is watched, and from when on it is bad. What nobody can guess has no default. */
export interface EnvironmentAlarmsProps {
  /** First part of every alarm's name. */
  readonly name: string;
  readonly loadBalancer: IApplicationLoadBalancer;
  /** Of the services that users reach. */
  readonly targetGroups: readonly IApplicationTargetGroup[];
  /** Their cluster needs Container Insights: without it nobody counts tasks. */
  readonly services: readonly IBaseService[];
  readonly database: IDatabaseInstance;
  readonly replicas?: readonly IDatabaseInstance[];
  /** Connections that the database is to have at most: about four fifths of `max_connections`. */
  readonly mostConnections: number;
  /** GiB of storage that are to stay free. */
  readonly leastFreeStorage: number;
  /** Seconds that one request in a hundred may take. */
  readonly slowestSeconds: number;
  /** Percent of requests that may fail. Left out: 5. */
  readonly errorPercent?: number;
  /** Requests a minute below which neither errors nor latency say anything. Left out: 20. */
  readonly minimumRequests?: number;
  /** Seconds that a replica may be behind. Left out: 600; 300 or less would ring whenever nothing is written. */
  readonly mostReplicaLag?: number;
  /** Who hears of each alarm from CloudWatch itself: the topic `devops` of the control plane, for example. */
  readonly topic?: ITopic;
}

/**
 * Alarms to begin with. One incident is one alarm: what users notice is a single composite alarm, which starts a rollback; the
 * alarms below it, and those on causes, notify. {@link alarms} is what `ControlPlane` takes.
 */
export class EnvironmentAlarms extends Construct {
  /** Users are harmed: too many requests fail or take too long. */
  readonly users: CompositeAlarm;
  /** For `alarms` of the control plane, each with its criterion and action. */
  readonly alarms: readonly AlarmProps[];

  constructor(scope: Construct, id: string, props: EnvironmentAlarmsProps) {
    super(scope, id);
    const { name, loadBalancer, database, replicas = [], minimumRequests: minimum = 20 } = props;
    const { errorPercent = 5, slowestSeconds, mostReplicaLag = 600 } = props;
    if (mostReplicaLag <= 300)
      throw new Error(
        `${this.node.path}.mostReplicaLag: ${mostReplicaLag}; expected more than 300, since a replica with nothing to replay is up to 300 s behind by its metric`,
      );
    const make = (what: string, made: Made) => new Alarm(this, what, { ...made, alarmName: `${name}-${what}` });
    const numbered = <Item>(what: string, items: readonly Item[], made: (item: Item) => Made) =>
      items.map((item, n) => make(items.length === 1 ? what : `${what}-${n + 1}`, made(item)));
    const felt = [
      make('error-rate', errorRate(loadBalancer, errorPercent, minimum)),
      make('tail-latency', tailLatency(loadBalancer, slowestSeconds, minimum)),
    ];
    this.users = new CompositeAlarm(this, 'users-harmed', {
      compositeAlarmName: `${name}-users-harmed`,
      alarmDescription: 'Requests of users fail, or take too long',
      alarmRule: AlarmRule.anyOf(...felt.map((alarm) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM))),
    });
    const unavailable = [
      ...numbered('unhealthy-targets', props.targetGroups, unhealthyTargets),
      ...numbered('tasks-below-desired', props.services, tasksBelowDesired),
    ];
    const causes = [
      make('database-connections', connections(database, props.mostConnections)),
      make('database-storage', storage(database, props.leastFreeStorage)),
      ...numbered('replica-lag', replicas, (replica) => replicaLag(replica, mostReplicaLag)),
    ];
    const notify = (criterion: AlarmProps['criterion']) => (alarm: IAlarm) =>
      ({ alarm, criterion, action: 'notify' }) as const;
    this.alarms = [
      { alarm: this.users, criterion: 'end-user-impact', action: 'rollback' },
      ...unavailable.map(notify('availability')),
      ...causes.map(notify('monitoring-feedback')),
    ];
    if (props.topic === undefined) return;
    const topic = new SnsAction(props.topic);
    // Those below the composite alarm tell nobody: it does.
    for (const alarm of [this.users, ...unavailable, ...causes]) alarm.addAlarmAction(topic);
  }
}
