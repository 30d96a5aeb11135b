import { type Architecture, ecr, postgres } from '../account.ts';

const db = postgres('rolling', {
  KmsKeyId: 'arn:aws:kms:sa-east-1:444455556666:key/11111111-2222-3333-4444-555555555555',
});

/** A service that scales itself, with its own alarms and one that stands for them. */
export const autoscaling: Architecture = {
  origin:
    'https://github.com/aws-ia/ecs-blueprints/blob/5dc63e694c234eded465cb723bd5e22b59ebefff/examples/rolling-deployment/main.tf',
  cluster: 'ecs-blueprint-infra',
  services: [
    {
      name: 'server',
      containers: [
        {
          ...{ name: 'server', image: ecr('rolling-server') },
          secrets: [
            { name: 'PGHOST', valueFrom: '/rolling/database/host' },
            { name: 'FEATURES', valueFrom: '/rolling/config/features' },
            { name: 'TOKEN', valueFrom: '/rolling/config/token' },
          ],
        },
      ],
      reached: [['server', 'server']],
      scaling: [1, 8],
      service: { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } },
    },
  ],
  groups: { server: { HealthCheckPath: '/status', Matcher: { HttpCode: '200-299' } } },
  balancers: { server: { listeners: [{ protocol: 'HTTP', port: 80, rules: [{ to: 'server' }] }] } },
  instances: [postgres('another'), db],
  parameters: {
    '/rolling/database/host': ['String', db.Endpoint?.Address ?? ''],
    '/rolling/config/features': ['String', 'nps'],
    '/rolling/config/token': ['SecureString', 'AQICAHh'],
  },
  alarms: [
    {
      ...{ AlarmName: 'server-5xx', MetricName: 'HTTPCode_Target_5XX_Count' },
      Dimensions: [{ Name: 'LoadBalancer', Value: 'app/server/0123456789abcdef' }],
    },
    {
      ...{ AlarmName: 'server-cpu', MetricName: 'CPUUtilization' },
      Dimensions: [
        { Name: 'ClusterName', Value: 'ecs-blueprint-infra' },
        { Name: 'ServiceName', Value: 'server' },
      ],
    },
    {
      ...{ AlarmName: 'other-cpu', MetricName: 'CPUUtilization' },
      Dimensions: [
        { Name: 'ClusterName', Value: 'ecs-blueprint-infra' },
        { Name: 'ServiceName', Value: 'other' },
      ],
    },
    {
      ...{ AlarmName: 'rolling-storage', MetricName: 'FreeStorageSpace' },
      Dimensions: [{ Name: 'DBInstanceIdentifier', Value: 'rolling' }],
    },
  ],
  composites: { 'rolling-down': 'ALARM("server-5xx") OR ALARM(server-cpu)' },
};
