import type { Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';

/** Makes schema and roles: a command to copy, for whoever may run tasks. The services start without, and answer 500 until then. */
export function firstMigration(stack: Stack, vpc: ec2.IVpc, clients: ec2.ISecurityGroup): string {
  const subnets = vpc.privateSubnets.map(({ subnetId }) => subnetId);
  const awsvpcConfiguration = { subnets, securityGroups: [clients.securityGroupId] };
  const overrides = { containerOverrides: [{ name: 'app', command: ['node', 'migrate.ts'] }] };
  return [
    `aws ecs run-task --region ${stack.region} --cluster survey --task-definition survey-web --launch-type FARGATE`,
    `--network-configuration '${stack.toJsonString({ awsvpcConfiguration })}' --overrides '${JSON.stringify(overrides)}'`,
  ].join(' ');
}
