import { type Architecture, ecr } from '../account.ts';

const service = (name: string) => ({
  name,
  containers: [{ name, image: ecr(name) }],
  reached: [[name, `${name}-blue`]] as const,
  scaling: [1, 8] as const,
  service: { deploymentController: { type: 'CODE_DEPLOY' as const } },
});

/** CodeDeploy moves these services, by listeners of its own; without a relational database. */
export const blueGreen: Architecture = {
  origin:
    'https://github.com/aws-ia/ecs-blueprints/blob/007dfe763f6f909067e547e04bdf9f1af4e49747/examples/blue-green-deployment/main.tf',
  cluster: 'ecs-blueprint-infra',
  services: [service('client'), service('server')],
  groups: { 'client-blue': { HealthCheckPath: '/' }, 'server-blue': { HealthCheckPath: '/status' } },
  balancers: {
    client: { listeners: [{ protocol: 'HTTP', port: 80, rules: [{ to: 'client-blue' }] }] },
    server: { Scheme: 'internal', listeners: [{ protocol: 'HTTP', port: 80, rules: [{ to: 'server-blue' }] }] },
  },
};
