import type { CompositeAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Service, TaskDefinition } from '@aws-sdk/client-ecs';
import type { Listener, LoadBalancer, Rule, TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { DBInstance, DBProxy } from '@aws-sdk/client-rds';

/** A service with what it runs now. */
export interface FoundService {
  readonly name: string;
  readonly service: Service;
  readonly definition: TaskDefinition;
  /** Application Auto Scaling changes its count; absent: it does not, or that may not be read. */
  readonly scaling?: { readonly least: number; readonly most: number };
}

export interface FoundListener {
  readonly listener: Listener;
  readonly loadBalancer: LoadBalancer;
  /** The default one included. */
  readonly rules: readonly Rule[];
}

/** What stands in a parameter that tasks read. */
export interface FoundParameter {
  readonly name: string;
  readonly type: string;
  /** Absent: it is encrypted, and `init` decrypts nothing. */
  readonly value?: string;
}

/** Everything that `init` asks AWS for. What may not be read is null, and is never guessed. */
export interface Facts {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly cluster: string;
  readonly services: readonly FoundService[];
  readonly targetGroups: readonly TargetGroup[];
  readonly listeners: readonly FoundListener[];
  readonly instances: readonly DBInstance[] | null;
  readonly proxies: readonly DBProxy[] | null;
  readonly parameters: readonly FoundParameter[] | null;
  readonly alarms: readonly (MetricAlarm & Pick<CompositeAlarm, 'AlarmRule'>)[] | null;
}

/** What is not asked of AWS but typed. */
export interface Chosen {
  readonly cluster?: string | undefined;
  readonly services: readonly string[];
}
