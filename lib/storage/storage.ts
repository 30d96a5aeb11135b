import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import { OwnKey } from './own-key.ts';

/**
 * What the control plane keeps: its key, the ledger, the documents, and the bypass value. All of it outlives the stack,
 * except where the stack's first deployment fails: what was made is taken away again, or the next one would find the
 * ledger's name taken (decision 23).
 */
export class Storage extends Construct {
  readonly key: OwnKey;
  readonly ledger: Table;
  readonly documents: Bucket;
  readonly bypass: Secret;

  constructor(scope: Construct, configuration: CheckedConfiguration) {
    super(scope, 'Storage');
    const environment = configuration.name;
    this.key = new OwnKey(this, configuration);
    this.ledger = new Table(this, 'Ledger', {
      tableName: `knowngood-${environment}`,
      partitionKey: { name: 'environment', type: AttributeType.STRING },
      sortKey: { name: 'record', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.documents = new Bucket(this, 'Documents', {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      versioned: true,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.bypass = new Secret(this, 'Bypass', {
      description: `knowngood ${environment}: header value by which checks get in during maintenance mode`,
      // The same key, as if imported: otherwise the secret would add to its policy what the first statement already allows.
      encryptionKey: Key.fromKeyArn(this, 'KeyOfBypass', this.key.keyArn),
      // A rule's header value takes at most 128 characters, and * and ? would be wildcards.
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
  }
}
