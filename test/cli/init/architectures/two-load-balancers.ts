import { type Architecture, ecr, postgres } from '../account.ts';

const db = postgres('orders');
const service = (name: string) => ({
  name,
  containers: [{ name, image: ecr(name), secrets: [{ name: 'DB_HOST', valueFrom: '/orders/db/host' }] }],
  reached: [
    [name, `${name}-external`],
    [name, `${name}-internal`],
  ] as const,
  service: {
    capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
    launchType: undefined,
  },
});

/** Every service behind a load balancer for users and an internal one for its siblings. */
export const twoLoadBalancers: Architecture = {
  origin: 'https://github.com/pahud/cdk-fargate-patterns (DualAlbFargateService)',
  cluster: 'dual',
  services: [service('order'), service('customer')],
  groups: {
    'order-external': { HealthCheckPath: '/' },
    'order-internal': { HealthCheckPath: '/' },
    'customer-external': { HealthCheckPath: '/' },
    'customer-internal': { HealthCheckPath: '/' },
  },
  balancers: {
    external: {
      listeners: [
        { protocol: 'HTTPS', port: 443, rules: [{ to: 'order-external' }] },
        { protocol: 'HTTPS', port: 8443, rules: [{ to: 'customer-external' }] },
      ],
    },
    internal: {
      Scheme: 'internal',
      listeners: [
        { protocol: 'HTTP', port: 80, rules: [{ to: 'order-internal' }] },
        { protocol: 'HTTP', port: 8080, rules: [{ to: 'customer-internal' }] },
      ],
    },
  },
  instances: [db],
  parameters: { '/orders/db/host': ['String', db.Endpoint?.Address ?? ''] },
};
