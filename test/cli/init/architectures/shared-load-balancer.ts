import { type Architecture, ecr, postgres } from '../account.ts';

const db = postgres('shared');

/** Two applications behind one load balancer, told apart by host; this is one of them. */
export const sharedLoadBalancer: Architecture = {
  origin:
    'https://github.com/aws-samples/container-patterns/tree/aa06367b034e093688a69cabc827a057422f0fe0/pattern/cdk-shared-alb-for-amazon-ecs-fargate-service',
  cluster: 'shared',
  services: [
    {
      name: 'service-one',
      containers: [
        {
          ...{ name: 'web', image: ecr('service-one'), essential: true },
          secrets: [{ name: 'DB_HOST', valueFrom: '/service-one/db/host' }],
        },
      ],
      reached: [['web', 'one']],
    },
  ],
  groups: { one: { HealthCheckPath: '/', Matcher: { HttpCode: '200' } } },
  balancers: {
    shared: {
      listeners: [
        {
          protocol: 'HTTP',
          port: 80,
          rules: [
            { priority: 20, hosts: ['service-one.example.com'], to: 'one' },
            { priority: 30, hosts: ['service-two.example.com'], to: 'two' },
            { to: 'refuse' },
          ],
        },
      ],
    },
  },
  instances: [db],
  parameters: { '/service-one/db/host': ['String', db.Endpoint?.Address ?? ''] },
};
