import type { Principal } from './access.ts';
import type { Access, Handlers } from './operation.ts';
import type { ResourceProvider, ResourceRemover } from './resource.ts';

/** One AWS service as the sandbox plays it: its operations, what each checks, the resources a template can make of it. */
export interface ServiceModel<M = unknown> {
  /** The service in a SigV4 credential scope: `rds`, `ecs`, `elasticloadbalancing`, `states`, `monitoring`, `events` … */
  readonly signingName: string;
  /** The SDK client module (`import * as rds from '@aws-sdk/client-rds'`): schemas and error classes of the wire. */
  readonly module: M;
  /** XML namespace of an awsQuery service's answers. */
  readonly xmlNamespace?: string;
  /** Given by `...served(operations)`, with `access`: whatever is here has its checks there. */
  readonly handlers: Handlers<M>;
  readonly access: Access;
  /** CloudFormation type -> provider. */
  readonly resources: Readonly<Record<string, ResourceProvider>>;
  /** CloudFormation type -> what takes it away again. */
  readonly removals?: Readonly<Record<string, ResourceRemover>>;
  /** Delivers an EventBridge or alarm action to a resource of this service (start an execution, publish, invoke, enqueue). */
  deliver?(arn: string, payload: unknown, principal: Principal): Promise<void>;
  close?(): Promise<void>;
}
