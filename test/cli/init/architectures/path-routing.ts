import { type Architecture, ecr, postgres } from '../account.ts';

const service = (name: string) => ({
  name,
  containers: [
    { name: 'nginx', image: ecr(`${name}-nginx`), environment: [{ name: 'PGHOST', value: db.Endpoint?.Address }] },
  ],
  reached: [['nginx', name]] as const,
});
const db = postgres('microservices');

/** Several services, each behind its own path of one listener; the host of the database in the task definitions. */
export const pathRouting: Architecture = {
  origin: 'https://github.com/licesonw/cdk-fargate-alb-routing',
  cluster: 'microservices',
  services: [service('service1'), service('service2')],
  groups: { service1: { HealthCheckPath: '/service1/' }, service2: { HealthCheckPath: '/service2/' } },
  balancers: {
    routing: {
      listeners: [
        {
          protocol: 'HTTP',
          port: 80,
          rules: [
            { priority: 100, paths: ['/service1/*'], to: 'service1' },
            { priority: 101, paths: ['/service2/*'], to: 'service2' },
            { to: 'refuse' },
          ],
        },
      ],
    },
  },
  instances: [db],
};
