import { Fn } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { resolve } from '../configuration/reference.ts';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import type { Storage } from '../storage/storage.ts';
import type { WorkflowKind } from '../workflows/machine.ts';
import { Arns } from './arns.ts';
import { allow } from './step.ts';

/** What a step gets with one word: the environment variable and the permission to use what it names. */
export interface Grant {
  readonly environment?: Record<string, string>;
  readonly permissions: readonly PolicyStatement[];
}

/** The grants that several steps share; what only one step needs stands beside that step. */
export class Grants {
  readonly arns: Arns;
  private readonly configuration: CheckedConfiguration;
  private readonly storage: Storage;

  constructor(configuration: CheckedConfiguration, storage: Storage) {
    this.configuration = configuration;
    this.storage = storage;
    this.arns = new Arns(configuration);
  }

  /** Our key, used by one service for the caller and by nothing else. */
  private key(service: 'dynamodb' | 's3' | 'sns', ...operations: string[]): PolicyStatement {
    return allow(
      operations.map((operation) => `kms:${operation}`),
      [this.storage.key.keyArn],
      { StringEquals: { 'kms:ViaService': `${service}.${this.configuration.region}.amazonaws.com` } },
    );
  }

  /** The ledger's table. Reading its encrypted items takes its key, and so does writing them. */
  private ledger(...operations: ('GetItem' | 'Query' | 'UpdateItem' | 'PutItem' | 'ConditionCheckItem')[]): Grant {
    return {
      environment: { LEDGER_TABLE: this.storage.ledger.tableName },
      permissions: [
        allow(
          operations.map((operation) => `dynamodb:${operation}`),
          [this.storage.ledger.tableArn],
        ),
        this.key('dynamodb', 'Decrypt'),
      ],
    };
  }

  get readLedger(): Grant {
    return this.ledger('GetItem');
  }

  /** Looking through earlier releases and rollbacks. */
  get searchLedger(): Grant {
    return this.ledger('GetItem', 'Query');
  }

  /** Remembering what has been told; never under the lock. */
  get noteTold(): Grant {
    return this.ledger('PutItem');
  }

  /** Writing under the lock; who has lost it reads who holds it. */
  get act(): Grant {
    return this.ledger('GetItem', 'UpdateItem');
  }

  /** Writing facts of a record alone, the lock only checked. */
  get record(): Grant {
    return this.ledger('GetItem', 'UpdateItem', 'ConditionCheckItem');
  }

  /** Taking the lock, with the record of the work. */
  get take(): Grant {
    return this.ledger('GetItem', 'UpdateItem', 'PutItem');
  }

  get bypass(): Grant {
    return {
      environment: { BYPASS_SECRET: this.storage.bypass.secretArn },
      permissions: this.secret(['GetSecretValue'], this.storage.bypass.secretArn, this.storage.key.keyArn),
    };
  }

  /**
   * One secret, and its customer key for that secret alone: Secrets Manager binds what it encrypts to the secret's ARN
   * (encryption context `SecretARN`). Writing takes a data key and decrypts what was there.
   */
  private secret(
    operations: readonly ('GetSecretValue' | 'PutSecretValue')[],
    secret: string,
    key: string | undefined,
  ): PolicyStatement[] {
    const own = allow(
      operations.map((operation) => `secretsmanager:${operation}`),
      [secret],
    );
    if (key === undefined) return [own];
    const uses = operations.includes('PutSecretValue') ? ['kms:Decrypt', 'kms:GenerateDataKey'] : ['kms:Decrypt'];
    return [
      own,
      allow(uses, [key], {
        StringEquals: {
          'kms:ViaService': `secretsmanager.${this.configuration.region}.amazonaws.com`,
          'kms:EncryptionContext:SecretARN': secret,
        },
      }),
    ];
  }

  /** The ledger of the environment releases are promoted from. None without `promotedFrom`. */
  get readPromotions(): Grant {
    const { promotedFrom } = this.configuration;
    if (promotedFrom === undefined) return { permissions: [] };
    return {
      permissions: [
        allow(['dynamodb:Query'], [this.arns.ledgerOf(promotedFrom)]),
        allow(['kms:Decrypt'], [Fn.importValue(`KnownGood-${promotedFrom}-KeyArn`)]),
      ],
    };
  }

  /** Writing documents below one folder of the bucket; none can be read or deleted. */
  writeDocuments(folder: 'changes' | 'post-mortems'): Grant {
    return {
      environment: { DOCUMENTS_BUCKET: this.storage.documents.bucketName },
      permissions: [
        allow(['s3:PutObject'], [this.storage.documents.arnForObjects(`${folder}/*`)]),
        this.key('s3', 'GenerateDataKey'),
      ],
    };
  }

  /** Publishing to audiences: their topics are encrypted, so the key through SNS as well. */
  tell(...topics: ITopic[]): Grant {
    return {
      permissions: [
        allow(
          ['sns:Publish'],
          topics.map((topic) => topic.topicArn),
        ),
        this.key('sns', 'Decrypt', 'GenerateDataKey'),
      ],
    };
  }

  /** Login of one of the database's two users, for the functions that talk SQL. None without a configured connection. */
  sql(as: 'owner' | 'reader'): Grant {
    const { connect } = this.configuration.database;
    if (connect === undefined) return { permissions: [] };
    const [secret, key] =
      as === 'owner' ? [connect.secret, connect.secretKey] : [connect.readSecret, connect.readSecretKey];
    return {
      // Lambda's own bundle of certificates holds those of RDS; without it Node knows only the public ones.
      environment: { NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem' },
      permissions: this.secret(['GetSecretValue'], resolve(secret), key === undefined ? undefined : resolve(key)),
    };
  }

  get readPointer(): Grant {
    return this.pointer(['GetParameter'], ['GetSecretValue']);
  }

  get writePointer(): Grant {
    return this.pointer(['GetParameter', 'PutParameter'], ['GetSecretValue', 'PutSecretValue']);
  }

  private pointer(
    ofParameter: readonly ('GetParameter' | 'PutParameter')[],
    ofSecret: readonly ('GetSecretValue' | 'PutSecretValue')[],
  ): Grant {
    const { pointer } = this.configuration.database;
    if ('parameter' in pointer) {
      const actions = ofParameter.map((operation) => `ssm:${operation}`);
      return { permissions: [allow(actions, [this.arns.parameter(pointer.parameter)])] };
    }
    const { secret, secretKey } = pointer;
    return {
      permissions: this.secret(ofSecret, resolve(secret), secretKey === undefined ? undefined : resolve(secretKey)),
    };
  }

  get describeServices(): Grant {
    return { permissions: [allow(['ecs:DescribeServices'], this.arns.services)] };
  }

  /** ListTasks knows no resource for Fargate tasks, so it is bound to the cluster by condition. */
  get lookAtTasks(): Grant {
    const inCluster = { ArnEquals: { 'ecs:cluster': this.arns.cluster } };
    return {
      permissions: [
        allow(['ecs:ListTasks'], ['*'], inCluster),
        allow(['ecs:DescribeTasks'], [this.arns.tasks], inCluster),
      ],
    };
  }

  /** Describing instances, snapshots and rules: AWS authorizes lists against `*`; alarms too, or composite ones are missing. */
  get describeDatabases(): Grant {
    return { permissions: [allow(['rds:DescribeDBInstances'], ['*'])] };
  }
  get describeSnapshots(): Grant {
    return { permissions: [allow(['rds:DescribeDBSnapshots'], ['*'])] };
  }
  get describeAlarms(): Grant {
    return { permissions: [allow(['cloudwatch:DescribeAlarms'], ['*'])] };
  }
  /** Of the alarms that start a rollback: only their events are asked to be believed. */
  get readAlarmHistory(): Grant {
    return { permissions: [allow(['cloudwatch:DescribeAlarmHistory'], this.arns.rollbackAlarms)] };
  }
  get describeRules(): Grant {
    return { permissions: [allow(['elasticloadbalancing:DescribeRules', 'elasticloadbalancing:DescribeTags'], ['*'])] };
  }

  /** Customer keys of parameters that are put back: read with their old value, written with it. Advanced ones take a data key. */
  get parameterKeys(): Grant {
    const { configurationKeys, region } = this.configuration;
    if (configurationKeys.length === 0) return { permissions: [] };
    const through = { StringEquals: { 'kms:ViaService': `ssm.${region}.amazonaws.com` } };
    return {
      permissions: [
        allow(['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], configurationKeys.map(resolve), through),
      ],
    };
  }

  /** A customer key's grant for RDS, and only through RDS. */
  get storageKey(): Grant {
    const { storageKey } = this.configuration.database;
    if (storageKey === undefined) return { permissions: [] };
    const key = resolve(storageKey);
    const viaRds = { StringEquals: { 'kms:ViaService': `rds.${this.configuration.region}.amazonaws.com` } };
    return {
      permissions: [
        allow(['kms:DescribeKey'], [key], viaRds),
        allow(['kms:CreateGrant'], [key], { ...viaRds, Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
      ],
    };
  }

  get lookAtAutoscaling(): Grant {
    return { permissions: [allow(['application-autoscaling:DescribeScalableTargets'], ['*'])] };
  }

  /** A target's ARN holds an id that only AWS knows, so it is bound to what it scales. */
  get suspendAutoscaling(): Grant {
    return {
      permissions: [
        allow(['application-autoscaling:RegisterScalableTarget'], [this.arns.scalableTargets], {
          StringEquals: {
            'application-autoscaling:service-namespace': 'ecs',
            'application-autoscaling:scalable-dimension': 'ecs:service:DesiredCount',
          },
        }),
      ],
    };
  }

  get updateServices(): Grant {
    return { permissions: [allow(['ecs:UpdateService'], this.arns.services)] };
  }

  get passTaskRoles(): Grant {
    return {
      permissions: [
        allow(['iam:PassRole'], this.arns.taskRoles, {
          StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
        }),
      ],
    };
  }

  describeExecutions(...kinds: WorkflowKind[]): Grant {
    return {
      permissions: [
        allow(
          ['states:DescribeExecution'],
          kinds.map((kind) => this.arns.executions(kind)),
        ),
      ],
    };
  }

  readHistories(...kinds: WorkflowKind[]): Grant {
    return {
      permissions: [
        allow(
          ['states:GetExecutionHistory'],
          kinds.map((kind) => this.arns.executions(kind)),
        ),
      ],
    };
  }

  get startRollback(): Grant {
    return {
      environment: { ROLLBACK_MACHINE: this.arns.machine('rollback') },
      permissions: [allow(['states:StartExecution'], [this.arns.machine('rollback')])],
    };
  }
}
