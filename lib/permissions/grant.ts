import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import { Arns } from '../naming/arns.ts';
import { allow } from '../steps/step.ts';
import type { Storage } from '../storage/storage.ts';

/** One grant of a step: the environment variable, and the permission to use what it names. */
export interface Grant {
  readonly environment?: Record<string, string>;
  readonly permissions: readonly PolicyStatement[];
}

/** Grants of one subject that several steps share. A permission that only one step needs stands beside that step. */
export abstract class GrantGroup {
  protected readonly arns: Arns;
  protected readonly configuration: CheckedConfiguration;
  protected readonly storage: Storage;

  constructor(configuration: CheckedConfiguration, storage: Storage) {
    this.configuration = configuration;
    this.storage = storage;
    this.arns = new Arns(configuration);
  }

  /** Our key, which only this service may use for the caller. */
  protected key(service: 'dynamodb' | 's3' | 'sns', ...operations: string[]): PolicyStatement {
    return allow(
      operations.map((operation) => `kms:${operation}`),
      [this.storage.key.keyArn],
      { StringEquals: { 'kms:ViaService': `${service}.${this.configuration.region}.amazonaws.com` } },
    );
  }

  /**
   * One secret, and its customer key for that secret alone: Secrets Manager binds encrypted data to the secret's ARN
   * (encryption context `SecretARN`). Writing takes a data key, and decrypts the old value.
   */
  protected secret(
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
}
