import type { Clock } from '../../kernel/clock.ts';
import type { HealthCheck } from './health-check.ts';
import type { Rule } from './rule.ts';
import type { TargetGroup } from './target-group.ts';

/** A listener's data plane, whatever carries its requests. */
export interface DataPlane {
  readonly port: number;
  /** These rules are in force now: a template's deployment has waited for them. */
  obey(rules: readonly Rule[]): void;
  /** These rules are in force with the next batch. */
  announce(rules: readonly Rule[]): void;
  /** Breaks every connection, or answers again: a load balancer that cannot be reached. */
  refuse?(down: boolean): void;
  /** What stands before the listener, for whoever asks from outside; `null`: nothing. */
  stand?(obstacle: Obstacle | null): void;
  close(): void;
}

/**
 * `silence`: nothing answers, as an internal load balancer or a security group does to whoever is outside; `blocks`: a web ACL
 * answers 403 before any rule (https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-default-action.html).
 */
export type Obstacle = 'silence' | 'blocks';

/** How a request ended, as the load balancer's metrics and the console's chart need it. */
export interface RequestSeen {
  /** Virtual ms since the epoch. */
  readonly at: number;
  readonly status: number;
  /** True if a target answered; false if the load balancer did (a fixed response, no target, a failed one). */
  readonly byTarget: boolean;
  /** The group a target was chosen from, if one was. */
  readonly group?: TargetGroup;
  /** Seconds the target took, in real time: it is a real process. */
  readonly targetSeconds?: number;
  readonly fixedResponse?: boolean;
}

export interface ListenerServerOptions {
  readonly clock: Clock;
  readonly group: (arn: string) => TargetGroup | undefined;
  readonly seen: (request: RequestSeen) => void;
}

/** What requests and health checks travel on. */
export interface Fabric {
  listen(options: ListenerServerOptions): Promise<DataPlane>;
  readonly check: HealthCheck;
}
