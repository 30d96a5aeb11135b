import type { Statement } from './policy.ts';

/** AWS-managed policies a template may name; any other is refused by name. */
const KNOWN: Record<string, { readonly actions: readonly string[]; readonly resources: readonly string[] }> = {
  'service-role/AmazonECSTaskExecutionRolePolicy': {
    actions: [
      'ecr:GetAuthorizationToken',
      'ecr:BatchCheckLayerAvailability',
      'ecr:GetDownloadUrlForLayer',
      'ecr:BatchGetImage',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ],
    resources: ['*'],
  },
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonRDSEnhancedMonitoringRole.html
  'service-role/AmazonRDSEnhancedMonitoringRole': {
    actions: [
      ...['logs:CreateLogGroup', 'logs:PutRetentionPolicy', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      ...['logs:DescribeLogStreams', 'logs:GetLogEvents'],
    ],
    resources: ['arn:aws:logs:*:*:log-group:RDS*', 'arn:aws:logs:*:*:log-group:RDS*:log-stream:*'],
  },
};

/** The statements of a managed policy: one of the template's, or one of AWS's. */
export function managedStatements(arn: string, own: ReadonlyMap<string, readonly Statement[]>): readonly Statement[] {
  const ours = own.get(arn);
  if (ours !== undefined) return ours;
  const name = arn.replace(/^arn:aws:iam::aws:policy\//, '');
  const known = KNOWN[name];
  if (known === undefined) throw new Error(`The sandbox does not know the managed policy "${arn}".`);
  return [
    {
      id: `aws/${name}/0`,
      effect: 'Allow',
      notActions: [],
      notResources: [],
      principals: [],
      conditions: [],
      ...known,
    },
  ];
}
