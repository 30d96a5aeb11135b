import { ANY_RESOURCE } from './any-resource.ts';
import type { Acknowledgement } from './solutions-checks.ts';

const role = (...steps: string[]) => new RegExp(`^Steps/(${steps.join('|')})/Role/Resource$`);
const resource = (pattern: string) => new RegExp(`^AwsSolutions-IAM5\\[Resource::${pattern}\\]$`);

/** Each finding of cdk-nag in a control plane, and the reason why it stays. */
export const CONTROL_PLANE: readonly Acknowledgement[] = [
  ...ANY_RESOURCE,
  {
    finding: /^AwsSolutions-IAM5\[Resource::<Steps\w+\.Arn>:\*\]$/,
    on: /^(Release|Rollback|Decision|Settle|Standby|Wake|BackupDrill)Machine\/Role\/(Default|Overflow)Policy\d*\/Resource$/,
    reason:
      'arn:aws:lambda:<region>:<account>:function:<name>:<version>: versions of our own functions; an execution that began before an update calls those of its definition',
  },
  {
    finding: resource(
      'states:execution:knowngood-<environment>-(release|rollback|decision|settle|standby|backup-drill):\\*',
    ),
    on: role(
      ...['read-rollback-trigger', 'take-lock', 'stop-release', 'write-change-record', 'write-post-mortem'],
      ...['escalate', 'watchdog', 'inspect-environment', 'begin-backup-drill', 'delete-throw-away'],
    ),
    reason: 'arn:aws:states:<region>:<account>:execution:<state machine>:<name>: executions of our own state machines',
  },
  {
    finding: resource(
      'states:execution:knowngood-<environment>-(release|rollback|decision|settle|standby|wake|backup-drill):\\*',
    ),
    on: /^People\/(read|release|roll-back|decide)\/Resource$/,
    reason: 'arn:aws:states:<region>:<account>:execution:<state machine>:<name>: executions of our own state machines',
  },
  {
    finding: resource('ecs:task/[^/]+/\\*'),
    on: role(
      ...['inspect-environment', 'look-at-services-stopped', 'look-at-migration', 'stop-migration'],
      ...['look-at-check-tasks', 'publish-running', 'write-post-mortem'],
    ),
    reason: 'arn:aws:ecs:<region>:<account>:task/<cluster>/<id>: ids of tasks are random; bound to the one cluster',
  },
  {
    finding: resource('cloudformation:stack/\\*/\\*'),
    on: role('inspect-environment', 'watchdog'),
    reason:
      'arn:aws:cloudformation:<region>:<account>:stack/<name>/<id>: stacks of the application, named by the tags of its services, its database and its pointer; read alone',
  },
  {
    finding: resource('ecs:service/.+/\\*'),
    on: role(
      ...['inspect-environment', 'look-at-alarms', 'look-at-service', 'look-at-services-running', 'resume-services'],
      ...['stop-services', 'switch-service', 'triage', 'watchdog', 'write-post-mortem', 'publish-running'],
    ),
    reason:
      'arn:aws:ecs:<region>:<account>:service/<cluster>/<service>: only ecs:DescribeServices, which changes nothing; a hundred names in each role would make the template too large',
  },
  {
    finding: resource('ecs:service/.+/\\*'),
    on: /^People\/read\/Resource$/,
    reason:
      'arn:aws:ecs:<region>:<account>:service/<cluster>/<service>: only ecs:DescribeServices, which changes nothing; a hundred names would make the policy too large',
  },
  {
    finding: resource('ecs:task-definition/\\*:\\*'),
    on: role('register-task-definitions', 'pin-known-good', 'start-migration'),
    reason:
      'arn:aws:ecs:<region>:<account>:task-definition/<family>:<revision>: families are named by the application; roles it may run with are bound by iam:PassedToService and named, and where it runs by ecs:cluster',
  },
  {
    finding: resource('ecs:task-definition/[A-Za-z0-9_-]+:\\*'),
    on: role('start-check-tasks'),
    reason:
      'arn:aws:ecs:<region>:<account>:task-definition/<family>:<revision>: the latest revision of a family that the configuration names; roles it may run with are named too, and it runs in the one cluster',
  },
  {
    finding: resource('logs:log-group:.+:log-stream:\\*'),
    on: role('look-at-migration', 'look-at-check-tasks'),
    reason:
      'arn:aws:logs:<region>:<account>:log-group:<group>:log-stream:<prefix>/<container>/<task id>: streams of the configured group, named by tasks',
  },
  {
    finding: resource('logs:log-group:[^:]+:\\*'),
    on: role('write-post-mortem'),
    reason:
      'arn:aws:logs:<region>:<account>:log-group:<group>:*: the configured groups of the application; AWS wants the trailing :* (IAM overview of CloudWatch Logs); searched alone',
  },
  {
    finding: resource('ssm:parameter/.+/\\*'),
    on: role('record-known-good', 'put-configuration-back', 'publish-running'),
    reason:
      'arn:aws:ssm:<region>:<account>:parameter/<path>/<name>: parameters below the configured paths, and below our own',
  },
  {
    finding: resource('ssm:parameter/knowngood/[a-z0-9-]+/services/\\*'),
    on: /^(Promotion\/Role|Steps\/inspect-environment\/Role)\/Resource$/,
    reason:
      'arn:aws:ssm:<region>:<account>:parameter/knowngood/<environment>/services/<service>/…: what an environment publishes of its services; read alone',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*listener-rule\/.*\/\*\]$/,
    on: role('raise-maintenance', 'lower-maintenance'),
    reason:
      'arn:aws:elasticloadbalancing:<region>:<account>:listener-rule/app/<name>/<id>/<id>/<rule>: rules of the configured listeners, made with aws:RequestTag/knowngood and deleted by aws:ResourceTag/knowngood',
  },
  {
    finding: resource('application-autoscaling:scalable-target/\\*'),
    on: role('stop-services', 'resume-services'),
    reason:
      'arn:aws:application-autoscaling:<region>:<account>:scalable-target/<id>: ids are random; bound by application-autoscaling:service-namespace and scalable-dimension',
  },
  {
    finding: resource('rds:(db:[^:]+-kgdrill-|(db|snapshot):[^:]+-kg-)\\*'),
    on: role('restore-throw-away', 'delete-throw-away'),
    reason:
      'arn:aws:rds:<region>:<account>:db:<instance>-kgdrill-<drill>: throw-away databases that a backup drill names after itself; snapshots and instances of ours are restored from alone',
  },
  {
    finding: resource('rds:(db|snapshot):[^:]+-kg-\\*'),
    on: role(
      ...['create-snapshot', 'restore-database', 'quarantine-database', 'apply-owed-setting', 'delete-expired'],
      'restore-standby',
    ),
    reason:
      'arn:aws:rds:<region>:<account>:db:<instance>-kg-<work>: snapshots and instances that we name after the work',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::<StorageDocuments\w+\.Arn>\/(changes|post-mortems)\/\*\]$/,
    on: role('write-change-record', 'write-post-mortem'),
    reason: 'arn:aws:s3:::<bucket>/<folder>/<id>.md: documents of one folder, written and never read',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::<StorageDocuments\w+\.Arn>\/\*\]$/,
    on: /^People\/read\/Resource$/,
    reason: 'arn:aws:s3:::<bucket>/<folder>/<id>.md: every document may be read by whoever may read',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::<StorageDocuments\w+\.Arn>\/post-mortems\/\*\.measures\.json\]$/,
    on: role('remind-of-measures'),
    reason: 'arn:aws:s3:::<bucket>/post-mortems/<id>.measures.json: what people have filled in, read alone',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::<StorageDocuments\w+\.Arn>\/post-mortems\/\*\.measures\.json\]$/,
    on: /^People\/roll-back\/Resource$/,
    reason: 'arn:aws:s3:::<bucket>/post-mortems/<id>.measures.json: what people fill in beside post-mortems',
  },
  {
    finding: resource('ecs:task(-definition/knowngood-[a-z0-9-]+-lost-writes:|/[^/]+/)\\*'),
    on: /^LostWritesTask\/MayExport\/Resource$/,
    reason:
      'arn:aws:ecs:<region>:<account>:task-definition/<family>:<revision>, task/<cluster>/<id>: revisions of our own family, in the one cluster',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*\/lost-writes\/\*\]$/,
    on: /^LostWritesTask\/Role\/Resource$/,
    reason:
      'arn:aws:s3:::<bucket>/lost-writes/<rollback>/<database>/<table>: files of one folder, written and never read',
  },
  {
    finding: resource('rds:db:[^:]+-kg-\\*'),
    on: /^LostWritesTask\/Role\/Resource$/,
    reason: 'arn:aws:rds:<region>:<account>:db:<instance>-kg-<work>: instances that we name after the work; read alone',
  },
  {
    finding: /^AwsSolutions-ECS2$/,
    on: /^LostWritesTask\/Definition\/Resource$/,
    reason: 'Its variables hold names and the ARN of a secret; the task reads the secret itself, with its own role',
  },
  {
    finding: /^AwsSolutions-S1$/,
    on: /^Storage\/Documents\/Resource$/,
    reason:
      'Reading and writing documents is logged by CloudTrail’s data events where an account wants it; a bucket of access logs would need the same again',
  },
  {
    finding: /^AwsSolutions-SMG4$/,
    on: /^Storage\/Bypass\/Resource$/,
    reason:
      'The bypass opens the maintenance page for checks, nothing else; rotated while a page is up it would shut the checks out. A new value is taken at the next raising',
  },
  {
    finding: /^AwsSolutions-SQS3$/,
    on: /^\w+\/Undelivered\/Resource$/,
    reason: 'It is the dead-letter queue of a rule, and an alarm watches it',
  },
];
