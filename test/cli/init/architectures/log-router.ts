import { type Architecture, ecr, postgres, secret } from '../account.ts';

/** The application beside a log router of another account's ECR; the database's login and host in one secret. */
export const logRouter: Architecture = {
  origin:
    'https://github.com/aws-samples/amazon-ecs-firelens-examples/blob/1368aea5c8e3d7bfdb47138a73fcbc72f47be523/examples/fluent-bit/cloudwatchlogs/task-definition.json',
  cluster: 'firelens',
  services: [
    {
      name: 'app',
      taskRole: 'ecs_task_iam_role',
      containers: [
        {
          ...{ name: 'log_router', essential: true, firelensConfiguration: { type: 'fluentbit' } },
          image: '906394416424.dkr.ecr.us-east-1.amazonaws.com/aws-for-fluent-bit:latest',
        },
        {
          ...{ name: 'app', essential: true, image: ecr('app'), logConfiguration: { logDriver: 'awsfirelens' } },
          secrets: [
            { name: 'DB_HOST', valueFrom: `${secret('app-db')}:host::` },
            { name: 'DB_PASSWORD', valueFrom: `${secret('app-db')}:password::` },
          ],
        },
      ],
      reached: [['app', 'app']],
    },
  ],
  groups: { app: { HealthCheckPath: '/health' } },
  balancers: { app: { listeners: [{ protocol: 'HTTP', port: 80, rules: [{ to: 'app' }] }] } },
  instances: [postgres('app')],
};

/** As the example has it: an image that anybody may change under the same name. */
export const dockerHub: Architecture = {
  ...logRouter,
  services: logRouter.services.map((one) => ({
    ...one,
    containers: one.containers.map((container) =>
      container.name === 'app' ? { ...container, image: 'nginx' } : container,
    ),
  })),
};
