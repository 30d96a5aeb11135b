import { type Architecture, ecr, postgres } from '../account.ts';

const db = postgres('emitter');

/** A collector of telemetry beside the application, from a registry that is none of ECR's private ones. */
export const telemetrySidecar: Architecture = {
  origin:
    'https://github.com/aws-observability/aws-otel-collector/blob/2a901d7744027f796e19ba0cbf7c493d174c6dd1/examples/ecs/aws-cloudwatch/ecs-fargate-sidecar.json',
  cluster: 'otel',
  services: [
    {
      name: 'emitter',
      containers: [
        { name: 'aws-otel-collector', image: 'amazon/aws-otel-collector', essential: true },
        {
          ...{ name: 'aws-otel-emitter', image: ecr('aws-otel-goxray-sample-app'), essential: false },
          logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/ecs/ecs-aws-otel-sidecar-app' } },
          secrets: [{ name: 'DATABASE', valueFrom: 'arn:aws:ssm:sa-east-1:444455556666:parameter/otel/db' }],
        },
      ],
      reached: [['aws-otel-emitter', 'emitter']],
    },
  ],
  groups: { emitter: { HealthCheckPath: '/', Matcher: { HttpCode: '200-299' } } },
  balancers: { emitter: { listeners: [{ protocol: 'HTTP', port: 4567, rules: [{ to: 'emitter' }] }] } },
  instances: [db],
  parameters: { '/otel/db': ['String', `${db.Endpoint?.Address}:5432`] },
};
