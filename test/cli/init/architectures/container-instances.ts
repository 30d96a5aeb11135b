import { type Architecture, ecr, postgres } from '../account.ts';

const on = { launchType: 'EC2' as const };

/** The services run on container instances, and their rules begin at priority 1. */
export const containerInstances: Architecture = {
  origin:
    'https://github.com/aws-samples/ecs-refarch-cloudformation/blob/1fb8444622e4638e70931db07b67d8b6379735d3/services/product-service/service.yaml',
  cluster: 'refarch',
  services: [
    {
      ...{ name: 'product-service', reached: [['product-service', 'products']], service: on },
      containers: [{ name: 'product-service', image: ecr('ecs-refarch-cloudformation/product-service') }],
    },
    {
      ...{ name: 'website-service', reached: [['website-service', 'website']], service: on },
      containers: [{ name: 'website-service', image: ecr('ecs-refarch-cloudformation/website-service') }],
    },
  ],
  groups: { products: { HealthCheckPath: '/products' }, website: { HealthCheckPath: '/' } },
  balancers: {
    refarch: {
      listeners: [
        {
          protocol: 'HTTP',
          port: 80,
          rules: [
            { priority: 1, paths: ['/'], to: 'website' },
            { priority: 2, paths: ['/products'], to: 'products' },
            { to: 'website' },
          ],
        },
      ],
    },
  },
  instances: [postgres('refarch')],
};

/** The same on Fargate: what is left is that no priority before the application's rules is free. */
export const rulesFromOne: Architecture = {
  ...containerInstances,
  services: containerInstances.services.map(({ service: _, ...one }) => one),
};
