import type { Architecture } from './account.ts';
import { autoscaling } from './architectures/autoscaling.ts';
import { rulesFromOne } from './architectures/container-instances.ts';
import { logRouter } from './architectures/log-router.ts';
import { pathRouting } from './architectures/path-routing.ts';
import { managedPassword } from './architectures/proxy.ts';
import { parametersWithoutPath, secretPointer } from './architectures/secret-pointer.ts';
import { sharedLoadBalancer } from './architectures/shared-load-balancer.ts';
import { telemetrySidecar } from './architectures/telemetry-sidecar.ts';
import { twoLoadBalancers } from './architectures/two-load-balancers.ts';
import { workers } from './architectures/workers.ts';

/** Questions that AWS can answer of nobody. */
export const ALWAYS = [
  'migration.command.0',
  'database.connect.secret',
  'database.connect.readSecret',
  'database.applicationRole',
  'database.tables.0',
  'database.sentinels.0.sql',
  'audiences.devops.0',
  'audiences.teams.0',
];
export const NO_ALARM = 'alarms.0.name';

/** What is expected of each: parts of the text, and the questions besides those that AWS can answer of nobody. */
export const taken: readonly (readonly [string, Architecture, readonly RegExp[], readonly string[]])[] = [
  [
    'a shared load balancer',
    sharedLoadBalancer,
    [
      /hosts: \['service-one\.example\.com'\]/,
      /url: 'http:\/\/service-one\.example\.com'/,
      /parameter: '\/service-one\/db\/host', format: 'host'/,
      /bypass: 1, page: 10/,
    ],
    [NO_ALARM],
  ],
  [
    'several services behind paths',
    pathRouting,
    [
      /name: 'service1',[^}]*kind: 'web'/,
      /name: 'service2',[^}]*kind: 'web'/,
      /PGHOST holds the host in the task definition of service1 itself/,
      /path: '\/service1\/'/,
    ],
    [NO_ALARM, 'database.pointer.parameter'],
  ],
  [
    'a log router beside it, and a secret as pointer',
    logRouter,
    [
      /container: 'app'/,
      /repositories: \['906394416424\.dkr\.ecr\.us-east-1\.amazonaws\.com\/aws-for-fluent-bit'\]/,
      /taskRole: 'ecs_task_iam_role',\s+executionRole: 'execution'/,
      /secret: 'arn:aws:secretsmanager:[^']*:secret:app-db-AbCdEf',\s+field: 'host'/,
      /Read by the tasks \(DB_HOST, DB_PASSWORD\)/,
    ],
    [NO_ALARM],
  ],
  [
    'a telemetry sidecar from elsewhere',
    telemetrySidecar,
    [
      /"amazon\/aws-otel-collector" is of no private repository of ECR/,
      /format: 'host:port'/,
      /logGroup: '\/ecs\/ecs-aws-otel-sidecar-app'/,
      /url: 'http:\/\/emitter-1234567890\.sa-east-1\.elb\.amazonaws\.com:4567'/,
    ],
    [NO_ALARM],
  ],
  [
    'rules from the first priority on',
    rulesFromOne,
    [/page: "\?\?\? the application's first rule has priority 1, and 4 free ones are needed/],
    [NO_ALARM, 'maintenance.priorities.page', 'database.pointer.parameter'],
  ],
  [
    'autoscaling, and alarms of its own',
    autoscaling,
    [
      /Application Auto Scaling keeps 1 to 8 tasks/,
      /instance: 'rolling'/,
      /storageKey: 'arn:aws:kms:/,
      /configurationPaths: \['\/rolling\/config\/'\]/,
      /name: 'rolling-down', criterion: 'availability', action: 'notify'/,
      /name: 'rolling-storage', criterion: 'availability'/,
    ],
    [],
  ],
  ['a secret of RDS as pointer', secretPointer, [/field: 'host'/, /database: 'tododb'/], [NO_ALARM]],
  [
    'a parameter without a path',
    parametersWithoutPath,
    [/the parameter "DBHost", which does not begin with "\/"/],
    [NO_ALARM, 'database.pointer.parameter'],
  ],
  [
    'a password that RDS manages',
    managedPassword,
    [
      /secret: 'arn:aws:secretsmanager:[^']*rds!db-0a1b2c3d-AbCdEf'/,
      /acceptStale: \['managed-password'\]/,
      /acceptStale: \['iam-authentication'\]/,
      /proxies of this Region \(storoku\)/,
      /It only redirects\./,
    ],
    [NO_ALARM, 'listeners.0.url'],
  ],
  [
    'load balancers for users and for siblings',
    twoLoadBalancers,
    [/name: 'https-8443'/, /name: 'http-8080'/, /The load balancer internal is internal/, /probes: \{/, /kind: 'web'/],
    [NO_ALARM, 'listeners.0.url', 'listeners.1.url', 'probes.securityGroups.0'],
  ],
  [
    'workers beside the web, HTTPS and a redirect',
    workers,
    [
      /name: 'worker',[^}]*kind: 'worker'/,
      /url: 'https:\/\/app\.example\.edu'/,
      /repositories: \['444455556666\.dkr\.ecr\.sa-east-1\.amazonaws\.com\/app'\]/,
    ],
    [NO_ALARM, 'services.1.taskRole'],
  ],
];
