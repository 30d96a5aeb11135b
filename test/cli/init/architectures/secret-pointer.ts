import { type Architecture, ecr, postgres, secret } from '../account.ts';

const login = (key: string): string => `${secret('tododb')}:${key}::`;

/** Every part of the connection is a field of the secret that RDS's own secret is attached to. */
export const secretPointer: Architecture = {
  origin:
    'https://github.com/brentley/ecsworkshop/blob/956097893132bbd53b236db914f027f115564836/content/secrets/04-code-review/cdk.md',
  cluster: 'workshop',
  services: [
    {
      name: 'todo',
      containers: [
        {
          ...{ name: 'web', image: ecr('secret-ecs-repo') },
          secrets: [
            { name: 'POSTGRES_USER', valueFrom: login('username') },
            { name: 'POSTGRES_PASS', valueFrom: login('password') },
            { name: 'POSTGRES_HOST', valueFrom: login('host') },
          ],
        },
      ],
      reached: [['web', 'todo']],
    },
  ],
  groups: { todo: { HealthCheckPath: '/' } },
  balancers: { todo: { listeners: [{ protocol: 'HTTP', port: 80, rules: [{ to: 'todo' }] }] } },
  instances: [postgres('tododb', { DBName: 'tododb' })],
};

/** The same workshop by Parameter Store: names without a path. */
export const parametersWithoutPath: Architecture = {
  ...secretPointer,
  origin:
    'https://github.com/brentley/ecsworkshop/blob/7b8d38f6ad0e2144cc0f43fae10eada51fec5806/content/secrets/parameter-store/walkthrough-fargate-ssm-ecs.md',
  services: secretPointer.services.map((one) => ({
    ...one,
    containers: [
      {
        ...{ name: 'web', image: ecr('secret-ecs-repo') },
        secrets: [{ name: 'POSTGRES_HOST', valueFrom: 'arn:aws:ssm:sa-east-1:444455556666:parameter/DBHost' }],
      },
    ],
  })),
  parameters: { DBHost: ['String', 'tododb.c9akciq32.sa-east-1.rds.amazonaws.com'] },
};
