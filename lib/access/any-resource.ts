import type { StepName } from '../steps/catalogue.ts';
import type { Acknowledgement } from './solutions-checks.ts';

/** Why an action is allowed on every resource, and which limit replaces the ARN (Service Authorization Reference). */
const BECAUSE: Readonly<Record<string, string>> = {
  'xray:PutTraceSegments': 'has no resource level',
  'xray:PutTelemetryRecords': 'has no resource level',
  'xray:GetSamplingRules': 'has no resource level',
  'xray:GetSamplingTargets': 'has no resource level',
  'logs:CreateLogDelivery': 'has no resource level',
  'logs:GetLogDelivery': 'has no resource level',
  'logs:UpdateLogDelivery': 'has no resource level',
  'logs:DeleteLogDelivery': 'has no resource level',
  'logs:ListLogDeliveries': 'has no resource level',
  'logs:PutResourcePolicy': 'has no resource level',
  'logs:DescribeResourcePolicies': 'has no resource level',
  'logs:DescribeLogGroups': 'is asked of all log groups by Step Functions itself',
  'ec2:CreateNetworkInterface': 'is for Lambda itself: the code is denied it by lambda:SourceFunctionArn',
  'ec2:DescribeNetworkInterfaces': 'has no resource level; the code is denied it by lambda:SourceFunctionArn',
  'ec2:DescribeSubnets': 'has no resource level; the code is denied it by lambda:SourceFunctionArn',
  'ec2:DeleteNetworkInterface': 'is for Lambda itself: the code is denied it by lambda:SourceFunctionArn',
  'ec2:AssignPrivateIpAddresses': 'is for Lambda itself: the code is denied it by lambda:SourceFunctionArn',
  'ec2:UnassignPrivateIpAddresses': 'is for Lambda itself: the code is denied it by lambda:SourceFunctionArn',
  'ecs:ListTasks if ecs:cluster':
    'has no resource for Fargate tasks; bound to arn:aws:ecs:<region>:<account>:cluster/<name>',
  'ecs:DescribeTaskDefinition': 'has no resource level',
  'ecr:GetAuthorizationToken': 'has no resource level',
  'elasticloadbalancing:DescribeAccountLimits': 'has no resource level',
  'elasticloadbalancing:DescribeListeners': 'has no resource level',
  'elasticloadbalancing:DescribeRules': 'has no resource level',
  'elasticloadbalancing:DescribeTags': 'has no resource level',
  'application-autoscaling:DescribeScalableTargets': 'has no resource level',
  'cloudwatch:DescribeAlarms': 'leaves composite alarms out where it is allowed on less than every alarm',
  'cloudwatch:DescribeAlarmHistory': 'leaves composite alarms out where it is allowed on less than every alarm',
  'cloudwatch:GetMetricData': 'has no resource level',
  'cloudwatch:PutMetricData if cloudwatch:namespace': 'has no resource level; bound to our own namespace',
  'rds:DescribeDBInstances': 'is asked for all instances, to find the one a pointer’s host belongs to',
  'rds:DescribeAccountAttributes': 'has no resource level',
  'rds:DescribeDBEngineVersions': 'has no resource level',
  'rds:DescribeDBProxies': 'is asked for all proxies, to find those that lead to the live instance',
  'rds:DescribeDBProxyTargets': 'is asked of every proxy, to find those that lead to the live instance',
  'rds:DescribeDBInstanceAutomatedBackups': 'is asked by resource id, of an instance that may be gone',
  'rds:DescribeDBSnapshots': 'reads a snapshot that a person may have named or copied from anywhere in the account',
  'states:ListStateMachines': 'has no resource level',
};

const TRACING = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
const NETWORK = [
  ...['ec2:AssignPrivateIpAddresses', 'ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface'],
  ...['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets', 'ec2:UnassignPrivateIpAddresses'],
];
const REQUESTS = ['cloudwatch:GetMetricData'];
/** Allowed only where the configuration asks for it: a network, a minimum of requests. */
const CONFIGURED = [...NETWORK, ...REQUESTS];
const LOG_DELIVERY = [
  ...['logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies'],
  ...['logs:GetLogDelivery', 'logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:UpdateLogDelivery'],
];
const TASKS = 'ecs:ListTasks if ecs:cluster';
const INSTANCES = 'rds:DescribeDBInstances';
const ACCOUNT = ['AccountAttributes', 'DBEngineVersions', 'DBProxies', 'DBProxyTargets'].map((w) => `rds:Describe${w}`);
const SNAPSHOTS = 'rds:DescribeDBSnapshots';
const RULES = ['elasticloadbalancing:DescribeRules', 'elasticloadbalancing:DescribeTags'];
const QUOTA = ['elasticloadbalancing:DescribeAccountLimits', 'elasticloadbalancing:DescribeListeners'];

/** Steps that may do more than trace on every resource, each with every such action of its role. Any other step only traces. */
const STEPS: { readonly [name in StepName]?: readonly string[] } = {
  'advance-sequences': NETWORK,
  'apply-owed-setting': [INSTANCES],
  'begin-backup-drill': [
    ...[INSTANCES, SNAPSHOTS, 'rds:DescribeDBInstanceAutomatedBackups', 'rds:DescribeAccountAttributes'],
  ],
  'count-lost-writes': NETWORK,
  'count-writes': NETWORK,
  'create-snapshot': [SNAPSHOTS],
  'delete-expired': [INSTANCES, SNAPSHOTS],
  'delete-throw-away': [INSTANCES],
  'end-sessions': NETWORK,
  'inspect-environment': [
    ...['cloudwatch:DescribeAlarms', 'ecs:DescribeTaskDefinition', INSTANCES, TASKS],
    ...[...RULES, ...QUOTA, ...ACCOUNT],
  ],
  'inspect-owner': NETWORK,
  'inspect-read-role': NETWORK,
  'inspect-restore-point': [SNAPSHOTS, INSTANCES, 'rds:DescribeDBInstanceAutomatedBackups'],
  'let-application-in': NETWORK,
  'look-at-alarms': ['cloudwatch:DescribeAlarms', ...REQUESTS],
  'write-post-mortem': ['cloudwatch:DescribeAlarmHistory', TASKS, ...REQUESTS],
  'look-at-maintenance': NETWORK,
  'look-at-restored-database': [...NETWORK, INSTANCES],
  'look-at-services-stopped': [TASKS],
  'look-at-settling': [INSTANCES, SNAPSHOTS],
  'look-at-snapshot': [SNAPSHOTS],
  'look-at-standby': [...NETWORK, INSTANCES],
  'lower-maintenance': RULES,
  'inspect-known-good': ['ecs:DescribeTaskDefinition'],
  'look-at-check-tasks': ['ecs:DescribeTaskDefinition'],
  'look-at-migration': ['ecs:DescribeTaskDefinition'],
  'pin-known-good': ['ecs:DescribeTaskDefinition'],
  'prove-database': NETWORK,
  'publish-backup-drill': ['cloudwatch:PutMetricData if cloudwatch:namespace'],
  'publish-running': ['ecs:DescribeTaskDefinition', TASKS],
  'quarantine-database': [...NETWORK, INSTANCES],
  'raise-maintenance': RULES,
  'read-rollback-trigger': ['cloudwatch:DescribeAlarmHistory', 'cloudwatch:DescribeAlarms', INSTANCES],
  'register-task-definitions': ['ecs:DescribeTaskDefinition'],
  'restore-database': [INSTANCES],
  'restore-standby': [INSTANCES],
  'restore-throw-away': [INSTANCES],
  'run-checks': NETWORK,
  'stop-migration': [TASKS],
  'stop-services': ['application-autoscaling:DescribeScalableTargets'],
  'try-probes': NETWORK,
  'warm-database': [...NETWORK, INSTANCES],
  watchdog: [...NETWORK, INSTANCES, ...RULES],
};

/** Each role that may act on every resource, with exactly the actions it may. */
export const ANY_RESOURCE: readonly Acknowledgement[] = [
  anyResource(`Steps/(?!(${Object.keys(STEPS).join('|')})/)[a-z-]+/Role`, TRACING),
  ...Object.entries(STEPS).map(([step, actions]) => anyResource(`Steps/${step}/Role`, [...actions, ...TRACING])),
  ...['Release', 'Rollback', 'Decision', 'Settle', 'Standby', 'Wake', 'BackupDrill'].map((machine) =>
    anyResource(`${machine}Machine/Role/DefaultPolicy`, [
      ...LOG_DELIVERY,
      ...TRACING,
      ...['xray:GetSamplingRules', 'xray:GetSamplingTargets'],
    ]),
  ),
  anyResource('LostWritesTask/ExecutionRole', ['ecr:GetAuthorizationToken']),
  anyResource('People/read', ['cloudwatch:DescribeAlarms', 'ecs:DescribeTaskDefinition', 'states:ListStateMachines']),
];

function anyResource(policy: string, actions: readonly string[]): Acknowledgement {
  return {
    finding: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    on: new RegExp(`^${policy}/Resource$`),
    actions: actions.filter((action) => !CONFIGURED.includes(action)).sort(),
    also: actions.filter((action) => CONFIGURED.includes(action)),
    reason: actions.map((action) => `${action} ${BECAUSE[action]}`).join('; '),
  };
}
