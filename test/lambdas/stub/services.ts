import type { Handlers } from '../../../sandbox/kernel/operation.ts';

/**
 * The SDK clients of the handlers, by the name they sign for. Loaded when first called: the handler under test has loaded
 * its own already, and the others would cost every file their time.
 */
const CLIENTS = {
  'application-autoscaling': () => import('@aws-sdk/client-application-auto-scaling'),
  cloudformation: () => import('@aws-sdk/client-cloudformation'),
  dynamodb: () => import('@aws-sdk/client-dynamodb'),
  ecr: () => import('@aws-sdk/client-ecr'),
  ecs: () => import('@aws-sdk/client-ecs'),
  events: () => import('@aws-sdk/client-eventbridge'),
  logs: () => import('@aws-sdk/client-cloudwatch-logs'),
  scheduler: () => import('@aws-sdk/client-scheduler'),
  elasticloadbalancing: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
  monitoring: () => import('@aws-sdk/client-cloudwatch'),
  rds: () => import('@aws-sdk/client-rds'),
  s3: () => import('@aws-sdk/client-s3'),
  secretsmanager: () => import('@aws-sdk/client-secrets-manager'),
  sns: () => import('@aws-sdk/client-sns'),
  ssm: () => import('@aws-sdk/client-ssm'),
  states: () => import('@aws-sdk/client-sfn'),
  sts: () => import('@aws-sdk/client-sts'),
} as const;

export type ServiceName = keyof typeof CLIENTS;

/** What each service answers, operation by operation, typed by its SDK client. */
export type Answers = { readonly [S in ServiceName]: Handlers<Awaited<ReturnType<(typeof CLIENTS)[S]>>> };

/** The client's module: schemas of the wire and classes of errors. */
export async function clientOf(signingName: string): Promise<object> {
  if (!(signingName in CLIENTS)) throw new Error(`No handler has a client that signs for "${signingName}".`);
  return await CLIENTS[signingName as ServiceName]();
}
