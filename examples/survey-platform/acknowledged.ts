/** Findings of cdk-nag in the example, which is small and cheap on purpose; a real platform should do better. */
export const SURVEY_PLATFORM = [
  {
    finding:
      /^AwsSolutions-IAM5\[Resource::arn:<AWS::Partition>:ecs:[a-z0-9-]+:\d+:task-definition\/survey-worker:\*\]$/,
    on: /^Jobs\/Role/,
    reason: 'The jobs run the latest revision of one family, whichever that is.',
  },
  {
    finding:
      /^AwsSolutions-IAM4\[Policy::arn:<AWS::Partition>:iam::aws:policy\/service-role\/AmazonRDSEnhancedMonitoringRole\]$/,
    on: /^DatabaseMonitoringRole\/Resource$/,
    reason: 'AWS’s own policy for enhanced monitoring: it writes to the log group RDSOSMetrics, nothing else',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    on: /^(HelpCenter\/Task\/)?ExecutionRole\/DefaultPolicy\/Resource$/,
    reason: 'ecr:GetAuthorizationToken has no resource level',
  },
  {
    finding: /^AwsSolutions-SMG4$/,
    on: /^Database(Master|Application|Reader)\/Resource$/,
    reason: 'An example: rotation would need a function in its network',
  },
  { finding: /^AwsSolutions-VPC7$/, on: /^Vpc\/Resource$/, reason: 'An example without flow logs' },
  {
    finding: /^AwsSolutions-RDS3$/,
    on: /^Database\/Resource$/,
    reason: 'An example in one Availability Zone; backups and deletion protection are on',
  },
  {
    finding: /^AwsSolutions-RDS11$/,
    on: /^Database\/Resource$/,
    reason: 'The default port, behind a security group that lets its clients alone',
  },
  { finding: /^AwsSolutions-ECS4$/, on: /^Cluster\/Resource$/, reason: 'An example without Container Insights' },
  {
    finding: /^AwsSolutions-ECS2$/,
    on: /^(Web|Worker)Task\/Resource$/,
    reason: 'Name and user of the database are no secrets; passwords come from Secrets Manager',
  },
  { finding: /^AwsSolutions-ELB2$/, on: /^LoadBalancer\/Resource$/, reason: 'An example without access logs' },
  {
    finding: /^AwsSolutions-EC23$/,
    on: /^LoadBalancer\/SecurityGroup\/Resource$/,
    reason: 'A public web application, on port 80 until a certificate is given',
  },
];
