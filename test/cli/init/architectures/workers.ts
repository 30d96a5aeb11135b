import { type Architecture, ecr, postgres } from '../account.ts';

const db = postgres('django');
const secrets = [{ name: 'DATABASE_HOST', valueFrom: '/app/db/host' }];

/** A web service, a worker and a broker that is found by its name; HTTPS, and HTTP that redirects. */
export const workers: Architecture = {
  origin: 'https://github.com/harvard-vpal/ecs-app-utils/tree/master/terraform',
  cluster: 'app',
  services: [
    {
      name: 'web',
      containers: [
        { name: 'nginx', image: ecr('app-nginx') },
        { name: 'app', image: ecr('app'), secrets },
      ],
      reached: [['nginx', 'web']],
    },
    { name: 'worker', containers: [{ name: 'app', image: ecr('app'), secrets }], taskRole: null },
  ],
  groups: { web: { HealthCheckPath: '/health' } },
  balancers: {
    app: {
      listeners: [
        { protocol: 'HTTP', port: 80, rules: [{ to: 'redirect' }] },
        {
          protocol: 'HTTPS',
          port: 443,
          rules: [{ priority: 5, hosts: ['app.example.edu'], to: 'web' }, { to: 'refuse' }],
        },
      ],
    },
  },
  instances: [db],
  parameters: { '/app/db/host': ['String', db.Endpoint?.Address ?? ''] },
};
