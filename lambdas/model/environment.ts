/**
 * What a step is told of the environment: parts of `config/<environment>.ts`, written into the state that calls it. An
 * execution therefore keeps the configuration it started with.
 */

/** One ECS service under control, in the order in which services are switched. */
export interface Service {
  /** ECS service name. */
  readonly name: string;
  /** The container whose image a release moves. */
  readonly container: string;
  /** ECR repository name. */
  readonly repository: string;
  /** `web` serves users behind the load balancer; `worker` acts by itself. */
  readonly kind: 'web' | 'worker';
}

export interface Listener {
  readonly name: string;
  readonly arn: string;
  /** What users type, for example `https://pesquisas.example.com.br`; looked at from outside. */
  readonly url: string;
}

/** Where the application reads its database host when its tasks start. */
export type Pointer =
  | { readonly parameter: string; readonly format: PointerFormat }
  | { readonly secret: string; readonly field: string; readonly format: PointerFormat };
export type PointerFormat = 'host' | 'host:port';

/** How a function reaches the database with SQL. */
export interface Connection {
  /** ARN of a secret holding JSON with `username` and `password`: the owner's, or that of the role that can only read. */
  readonly secret: string;
  readonly database: string;
  /** `require` verifies the server's certificate. */
  readonly tls: 'require' | 'disable';
}

/** A query whose answer says whether a database is fit to serve. */
export interface Sentinel {
  readonly name: string;
  /** One SELECT that returns one row with one column. */
  readonly sql: string;
  readonly expect: { readonly equals: string } | { readonly atLeast: number };
}

export type Criterion =
  | 'end-user-impact'
  | 'data-loss-or-exposure'
  | 'business-result'
  | 'availability'
  | 'compliance'
  | 'reputation'
  | 'monitoring-feedback'
  | 'history';

export interface Alarm {
  readonly name: string;
  readonly criterion: Criterion;
  readonly action: 'rollback' | 'notify';
}

/** One test of the running application. */
export interface Check {
  readonly name: string;
  readonly functionality: string;
  /** Smoke checks always run; others when their functionality is affected. */
  readonly smoke: boolean;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  readonly expect: { readonly status: number; readonly includes?: string };
}

export type RollbackPolicy = 'restore' | 'restore-if-breaking' | 'ask' | 'keep';

export type Language = 'pt-BR' | 'en';
