import type { Kernel } from '../../kernel/kernel.ts';
import type { Properties } from '../../kernel/resource.ts';

/** Log delivery has no resource level; AWS lists these for a state machine that logs to CloudWatch Logs. */
const LOG_DELIVERY = [
  ...['logs:CreateLogDelivery', 'logs:GetLogDelivery', 'logs:UpdateLogDelivery', 'logs:DeleteLogDelivery'],
  ...['logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:DescribeResourcePolicies', 'logs:DescribeLogGroups'],
];
const TRACING = [
  ...['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
];

/** Before it makes a state machine, Step Functions wants its role to trust it, and to be allowed to log and to trace. */
export function mayRun(kernel: Kernel, sourceArn: string, properties: Properties): void {
  const role: string = properties['RoleArn'];
  kernel.credentials(role, { service: 'states.amazonaws.com', sourceArn });
  const wanted = [
    ...(properties['LoggingConfiguration'] === undefined ? [] : LOG_DELIVERY),
    ...(properties['TracingConfiguration']?.Enabled === true ? TRACING : []),
  ];
  for (const action of wanted) kernel.authorize({ arn: role }, { action, resource: '*' });
}
