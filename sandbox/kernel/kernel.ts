import type { AccessCheck, Assuming, Principal } from './access.ts';
import type { Clock } from './clock.ts';
import type { ResourceContext } from './resource.ts';

/** An event on the default bus, in EventBridge's envelope. */
export interface BusEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/** One measured value; CloudWatch aggregates by period. */
export interface Measurement {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What the sandbox gives every service model. */
export interface Kernel {
  readonly clock: Clock;
  readonly account: string;
  readonly region: string;
  /** The endpoint's base URL once it listens (`http://127.0.0.1:PORT`). */
  readonly endpointUrl: string;
  /** A folder of the sandbox's own, removed at the end. */
  readonly folder: string;
  /** Puts an event on the default bus; EventBridge's rules see it asynchronously. */
  publish(event: BusEvent): void;
  /** Records a measurement at the clock's now. */
  measure(measurement: Measurement): void;
  /** Calls an operation of another service as `principal`, authorized as if it came over the wire (ECS reading a secret). */
  call(principal: Principal, signingName: string, operation: string, input: unknown): Promise<unknown>;
  /** Delivers to the service that owns `arn`. */
  deliver(arn: string, payload: unknown, principal: Principal): Promise<void>;
  /** Decides as IAM does whether a call may be made. @throws WireError AccessDenied */
  authorize(principal: Principal, check: AccessCheck): void;
  /** Makes the policy of a resource (a key, topic, queue, bucket, secret or function) count; several add up. */
  attachPolicy(arn: string, document: { Statement?: unknown }, where: ResourceContext): void;
  /**
   * Credentials of a role, for what a service runs in it (a function, a task); calls signed with them are authorized as
   * that role. `context`: condition keys of every such call.
   * @throws WireError when the role does not trust the service
   */
  credentials(
    roleArn: string,
    by: Assuming,
    context?: Principal['context'],
  ): { accessKeyId: string; secretAccessKey: string; sessionToken: string };
  /** One line for the sandbox's own log. */
  log(line: string): void;
}
