import type { Clock } from './clock.ts';

/** Inputs and outputs of a service's operations, taken from the commands its SDK client exports. */
type OperationOf<C> = C extends abstract new (
  ...args: never[]
) => infer T
  ? T extends {
      readonly input: infer I;
      resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: infer O }>;
    }
    ? (input: I, call: Call) => Promise<Omit<O, '$metadata'>> | Omit<O, '$metadata'>
    : never
  : never;

/** One optional function per `XxxCommand` of an SDK client module. An operation not served answers 501, by name. */
export type Handlers<M> = { [K in keyof M as K extends `${infer Op}Command` ? Op : never]?: OperationOf<M[K]> };

/** Who makes a call. */
export interface Principal {
  /** ARN of the role, or of the person (`arn:aws:iam::…:user/person`), who may do everything; of a service its name. */
  readonly arn: string;
  /** An AWS service acting for the account, for example `events.amazonaws.com`: only resources' policies let it. */
  readonly service?: string;
  /** Condition keys that come with the caller: `aws:SourceArn` of a service, `lambda:SourceFunctionArn` of a function. */
  readonly context?: Readonly<Record<string, string>>;
}

/** What a handler knows about the call besides its input. */
export interface Call {
  readonly principal: Principal;
}

/** An AWS service that takes on a role. */
export interface Assuming {
  /** As a trust policy names it, for example `lambda.amazonaws.com`. */
  readonly service: string;
  /** What it does so for: the function, task, state machine or rule. */
  readonly sourceArn: string;
}

/** One thing IAM checks before a call takes effect. A call may need several (a restore checks group ARNs too). */
export interface AccessCheck {
  /** For example `rds:CreateDBSnapshot`. */
  readonly action: string;
  /** ARN, or `*` where the action has no resource level. */
  readonly resource: string;
  /** Condition keys and their values, for example `{'ecs:cluster': 'arn:…', 'aws:ResourceTag/knowngood': 'true'}`. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** What a CloudFormation resource answers to Ref and Fn::GetAtt. */
export interface Created {
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface ResourceContext {
  readonly stackName: string;
  readonly logicalId: string;
  /** `<stack>-<logicalId>-<8 hex>`, lower case: the physical name where the template gives none. */
  readonly generatedName: string;
}

/**
 * Creates resources of one CloudFormation type; `properties` arrive with every intrinsic function and dynamic reference
 * resolved. A property it does not model and that would change behaviour must be refused by name, not ignored.
 */
export type ResourceProvider = (properties: Properties, context: ResourceContext) => Promise<Created> | Created;

// biome-ignore lint/suspicious/noExplicitAny: CloudFormation properties are open JSON; each provider parses what it reads.
export type Properties = Record<string, any>;

/** One AWS service as the sandbox plays it: its operations, what each checks, the resources a template can make of it. */
export interface ServiceModel<M = unknown> {
  /** The service in a SigV4 credential scope: `rds`, `ecs`, `elasticloadbalancing`, `states`, `monitoring`, `events` … */
  readonly signingName: string;
  /** The SDK client module (`import * as rds from '@aws-sdk/client-rds'`): schemas and error classes of the wire. */
  readonly module: M;
  /** XML namespace of an awsQuery service's answers. */
  readonly xmlNamespace?: string;
  readonly handlers: Handlers<M>;
  /** Checks of an operation; every operation in `handlers` has an entry. An empty list means IAM checks nothing. */
  readonly access: Readonly<Record<string, (input: never, call: Call) => readonly AccessCheck[]>>;
  /** CloudFormation type -> provider. */
  readonly resources: Readonly<Record<string, ResourceProvider>>;
  /** Delivers an EventBridge or alarm action to a resource of this service (start an execution, publish, invoke, enqueue). */
  deliver?(arn: string, payload: unknown, principal: Principal): Promise<void>;
  close?(): Promise<void>;
}

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

/** Throw with the service's own exception class where the SDK exports one; else this, with the wire's code and status. */
export class WireError extends Error {
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = code;
    this.status = status;
  }
}
