import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

/** What the control plane keeps: its key, the ledger, the documents, and the value by which tests get in. All of it outlives the stack. */
export class Storage extends Construct {
  readonly key: Key;
  readonly ledger: Table;
  readonly documents: Bucket;
  readonly bypass: Secret;

  constructor(scope: Construct, environment: string) {
    super(scope, 'Storage');
    this.key = new Key(this, 'Key', {
      description: `knowngood ${environment}: ledger, documents, topics, logs`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // AWS-managed keys cannot be used by these services on behalf of an alarm or a rule: messages would vanish unseen.
    for (const service of [
      'cloudwatch.amazonaws.com',
      'events.amazonaws.com',
      'logs.amazonaws.com',
      'states.amazonaws.com',
    ]) {
      this.key.grantEncryptDecrypt(new ServicePrincipal(service));
    }
    this.ledger = new Table(this, 'Ledger', {
      tableName: `knowngood-${environment}`,
      partitionKey: { name: 'environment', type: AttributeType.STRING },
      sortKey: { name: 'record', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.documents = new Bucket(this, 'Documents', {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      versioned: true,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.bypass = new Secret(this, 'Bypass', {
      description: `knowngood ${environment}: header value by which checks get in during maintenance mode`,
      encryptionKey: this.key,
      // Header values of a rule take at most 128 characters, and * and ? would be wildcards.
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
  }
}
