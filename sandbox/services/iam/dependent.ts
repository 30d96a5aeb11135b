/** An authorization that AWS makes besides that of the action itself. */
export interface Dependent {
  /** `<service>:<operation>`, as an SDK calls it. */
  readonly call: string;
  readonly actions: readonly string[];
  /** What about the call makes AWS ask. */
  readonly when: string;
  readonly source: string;
}

const AUTHORIZATION = 'https://docs.aws.amazon.com/service-authorization/latest/reference';
const KEYS = 'the resource is encrypted under a customer key, and the service uses it as the caller';

/**
 * Every authorization that the sandbox makes besides an action's own. A grant without them works until the first call that
 * carries a role, a tag or a key.
 */
export const DEPENDENT: readonly Dependent[] = [
  {
    call: 'ecs:RegisterTaskDefinition',
    actions: ['iam:PassRole'],
    when: 'the task definition names a task or an execution role',
    source: `${AUTHORIZATION}/list_amazonelasticcontainerservice.html`,
  },
  {
    call: 'ecs:RegisterTaskDefinition',
    actions: ['ecs:TagResource'],
    when: 'it carries tags',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html',
  },
  {
    call: 'ecs:RunTask',
    actions: ['iam:PassRole'],
    when: 'the task definition names roles',
    source: `${AUTHORIZATION}/list_amazonelasticcontainerservice.html`,
  },
  {
    call: 'ecs:RunTask',
    actions: ['ecs:TagResource'],
    when: 'it carries tags',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html',
  },
  {
    call: 'ecs:UpdateService',
    actions: ['iam:PassRole'],
    when: 'it names a task definition with roles',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security_iam_id-based-policy-examples.html',
  },
  {
    call: 'scheduler:UpdateSchedule',
    actions: ['iam:PassRole'],
    when: 'the target of every schedule names a role',
    source: `${AUTHORIZATION}/list_amazoneventbridgescheduler.html`,
  },
  {
    call: 'elasticloadbalancing:CreateRule',
    actions: ['elasticloadbalancing:AddTags'],
    when: 'it carries tags',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-permissions.html',
  },
  {
    call: 'rds:CreateDBSnapshot',
    actions: ['rds:AddTagsToResource'],
    when: 'it carries tags',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html',
  },
  {
    call: 'rds:CreateDBSnapshot',
    actions: ['kms:CreateGrant', 'kms:DescribeKey'],
    when: 'the storage is encrypted under a customer key',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html',
  },
  ...['rds:RestoreDBInstanceFromDBSnapshot', 'rds:RestoreDBInstanceToPointInTime'].flatMap((call): Dependent[] => [
    {
      call,
      actions: ['rds:AddTagsToResource'],
      when: 'it carries tags',
      source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html',
    },
    {
      call,
      actions: ['kms:CreateGrant', 'kms:DescribeKey'],
      when: 'the storage is encrypted under a customer key',
      source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html',
    },
  ]),
  {
    call: 'rds:ModifyDBInstance',
    actions: ['iam:PassRole'],
    when: 'it gives a role for enhanced monitoring',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html',
  },
  {
    call: 'rds:AddRoleToDBInstance',
    actions: ['iam:PassRole'],
    when: 'always: it gives RDS a role',
    source: `${AUTHORIZATION}/list_amazonrds.html`,
  },
  {
    call: 'dynamodb:TransactWriteItems',
    actions: ['dynamodb:ConditionCheckItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    when: 'the transaction has items of that kind; it has no action of its own',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html',
  },
  ...['GetItem', 'PutItem', 'Query', 'Scan', 'TransactWriteItems', 'UpdateItem'].map((operation) => ({
    ...{ call: `dynamodb:${operation}`, actions: ['kms:Decrypt'], when: KEYS },
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html',
  })),
  {
    call: 's3:GetObject',
    ...{ actions: ['kms:Decrypt'], when: KEYS },
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
  },
  {
    call: 's3:PutObject',
    ...{ actions: ['kms:GenerateDataKey'], when: KEYS },
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
  },
  ...['GetSecretValue', 'PutSecretValue'].map((operation) => ({
    ...{ call: `secretsmanager:${operation}`, actions: ['kms:Decrypt', 'kms:GenerateDataKey'], when: KEYS },
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
  })),
  {
    call: 'sns:Publish',
    ...{ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], when: KEYS },
    source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
  },
  ...['GetParameter', 'GetParameterHistory', 'GetParametersByPath', 'PutParameter'].map((operation) => ({
    ...{ call: `ssm:${operation}`, actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'] },
    when: 'the parameter is a SecureString under a customer key',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html',
  })),
];

/** Operations whose own action has another name than they have. */
export const OWN_ACTION: Readonly<Record<string, string>> = {
  'lambda:Invoke': 'lambda:InvokeFunction',
  's3:ListObjectsV2': 's3:ListBucket',
};
