import { randomBytes, randomInt } from 'node:crypto';
import * as sm from '@aws-sdk/client-secrets-manager';
import type { Call, Kernel, Properties, ServiceModel } from '../kernel/service.ts';
import { type KeyUse, keyChecks } from '../kms/use.ts';

interface Secret {
  readonly name: string;
  readonly arn: string;
  /** ARN of a customer key. */
  readonly key: string | undefined;
  value: string;
  version: string;
}

export interface Secrets extends ServiceModel<typeof sm> {
  /** Value of a secret, for the deployment's own dynamic references. */
  valueOf(id: string): string;
}

/** Secrets Manager: secrets made by the template, generated as it asks. */
export function createSecrets(kernel: Kernel): Secrets {
  const secrets = new Map<string, Secret>();
  const find = (id: string | undefined): Secret => {
    const found = [...secrets.values()].find(
      (secret) => secret.arn === id || secret.name === id || secret.arn.replace(/-[A-Za-z0-9]{6}$/, '') === id,
    );
    if (found === undefined)
      throw new sm.ResourceNotFoundException({
        message: "Secrets Manager can't find the specified secret.",
        $metadata: {},
      });
    return found;
  };
  const check =
    (action: string, operations: KeyUse['operations']) =>
    (input: { SecretId?: string }, { principal: caller }: Call) => {
      const secret = [...secrets.values()].find((s) => s.arn === input.SecretId || s.name === input.SecretId);
      const arn = secret?.arn ?? String(input.SecretId);
      return [
        { action: `secretsmanager:${action}`, resource: arn },
        ...keyChecks(kernel, {
          key: secret?.key,
          via: 'secretsmanager',
          operations,
          bound: { SecretARN: arn },
          caller,
        }),
      ];
    };
  const newVersion = () => randomBytes(16).toString('hex');
  return {
    signingName: 'secretsmanager',
    module: sm,
    valueOf: (id) => find(id).value,
    access: {
      GetSecretValue: check('GetSecretValue', ['Decrypt']),
      DescribeSecret: check('DescribeSecret', []),
      PutSecretValue: check('PutSecretValue', ['GenerateDataKey', 'Decrypt']),
    } as ServiceModel['access'],
    handlers: {
      GetSecretValue({ SecretId }) {
        const { arn, name, value, version } = find(SecretId);
        return { ARN: arn, Name: name, SecretString: value, VersionId: version, VersionStages: ['AWSCURRENT'] };
      },
      DescribeSecret({ SecretId }) {
        const { arn, name, version } = find(SecretId);
        return { ARN: arn, Name: name, VersionIdsToStages: { [version]: ['AWSCURRENT'] } };
      },
      PutSecretValue({ SecretId, SecretString }) {
        const secret = find(SecretId);
        secret.value = SecretString ?? '';
        secret.version = newVersion();
        return { ARN: secret.arn, Name: secret.name, VersionId: secret.version };
      },
    },
    resources: {
      'AWS::SecretsManager::Secret': (properties, { generatedName }) => {
        const name: string = properties['Name'] ?? generatedName;
        const arn = `arn:aws:secretsmanager:${kernel.region}:${kernel.account}:secret:${name}-${randomBytes(3).toString('hex')}`;
        secrets.set(name, {
          name,
          arn,
          key: properties['KmsKeyId'],
          value: properties['SecretString'] ?? generate(properties['GenerateSecretString'] ?? {}),
          version: newVersion(),
        });
        return { ref: arn, attributes: { Id: arn } };
      },
      'AWS::SecretsManager::SecretTargetAttachment': (properties) => ({ ref: properties['SecretId'] }),
      'AWS::SecretsManager::ResourcePolicy': (properties, context) => {
        kernel.attachPolicy(find(properties['SecretId']).arn, properties['ResourcePolicy'], context);
        return { ref: context.generatedName };
      },
    },
  };
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

function generate(options: Properties): string {
  const excluded = String(options['ExcludeCharacters'] ?? '');
  const alphabet = (options['ExcludePunctuation'] === true ? LETTERS : `${LETTERS}!#$%&()*+,-.:;<=>?[]^_{|}~`)
    .split('')
    .filter((c) => !excluded.includes(c));
  const password = Array.from(
    { length: Number(options['PasswordLength'] ?? 32) },
    () => alphabet[randomInt(alphabet.length)],
  ).join('');
  if (options['SecretStringTemplate'] === undefined) return password;
  return JSON.stringify({ ...JSON.parse(options['SecretStringTemplate']), [options['GenerateStringKey']]: password });
}
