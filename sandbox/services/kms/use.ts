import type { AccessCheck, Principal } from '../../kernel/access.ts';
import type { Kernel } from '../../kernel/kernel.ts';

/** What a service does with a customer key when somebody calls it. */
export interface KeyUse {
  /** ARN of the key. Nothing is checked without one, nor for a key that is AWS's own. */
  readonly key: string | undefined;
  /** The service through which the key is used, as in `kms:ViaService`: `sns`, `dynamodb`, `s3` … */
  readonly via: string;
  readonly operations: readonly ('Encrypt' | 'Decrypt' | 'GenerateDataKey' | 'CreateGrant' | 'DescribeKey')[];
  /** Encryption context the service binds the data to. */
  readonly bound?: Readonly<Record<string, string>>;
  readonly caller: Principal;
}

/**
 * What KMS checks when a service uses a customer key for a caller: the CALLER's permission, marked as coming via the
 * service. An AWS service that calls another (an alarm that publishes) is checked as itself.
 */
export function keyChecks({ region }: Pick<Kernel, 'region'>, use: KeyUse): AccessCheck[] {
  const { key } = use;
  if (key === undefined || !/^arn:[^:]+:kms:[^:]*:[^:]*:key\//.test(key)) return [];
  const bound = Object.entries(use.bound ?? {}).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]);
  return use.operations.map((operation) => ({
    action: `kms:${operation}`,
    resource: key,
    context: {
      ...Object.fromEntries(bound),
      ...(use.caller.service === undefined ? { 'kms:ViaService': `${use.via}.${region}.amazonaws.com` } : {}),
      ...(operation === 'CreateGrant' ? { 'kms:GrantIsForAWSResource': 'true' } : {}),
    },
  }));
}
