import { randomBytes, randomInt } from 'node:crypto';
import * as sm from '@aws-sdk/client-secrets-manager';
import type { Call } from '../../kernel/access.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Properties } from '../../kernel/resource.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { type KeyUse, keyChecks } from '../kms/use.ts';

interface Secret {
  readonly name: string;
  readonly arn: string;
  /** ARN of a customer key. */
  readonly key: string | undefined;
  /** Newest last: the current version and, after a change, the one before it. */
  versions: readonly Version[];
}

interface Version {
  readonly id: string;
  readonly value: string;
}

const STAGES = ['AWSCURRENT', 'AWSPREVIOUS'];

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
  const versionOf = (value: string): Version => ({ id: randomBytes(16).toString('hex'), value });
  const current = ({ versions }: Secret): Version => versions.at(-1) as Version;
  /** The version of a stage or an id; with neither, the current one. */
  const versionAt = ({ versions }: Secret, stage: string | undefined, id: string | undefined): Version => {
    const found =
      id === undefined ? versions.at(-1 - STAGES.indexOf(stage ?? 'AWSCURRENT')) : versions.find((v) => v.id === id);
    if (found !== undefined && (stage === undefined || STAGES.includes(stage))) return found;
    const missing = id === undefined ? `staging label: ${stage}` : `VersionId: ${id}`;
    const message = `Secrets Manager can't find the specified secret value for ${missing}`;
    throw new sm.ResourceNotFoundException({ message, $metadata: {} });
  };
  return {
    signingName: 'secretsmanager',
    module: sm,
    valueOf: (id) => current(find(id)).value,
    access: {
      GetSecretValue: check('GetSecretValue', ['Decrypt']),
      DescribeSecret: check('DescribeSecret', []),
      PutSecretValue: check('PutSecretValue', ['GenerateDataKey', 'Decrypt']),
    } as ServiceModel['access'],
    handlers: {
      GetSecretValue({ SecretId, VersionStage, VersionId }) {
        const secret = find(SecretId);
        const { arn, name, versions } = secret;
        const version = versionAt(secret, VersionStage, VersionId);
        const VersionStages = [STAGES[versions.length - 1 - versions.indexOf(version)] ?? ''];
        return { ARN: arn, Name: name, SecretString: version.value, VersionId: version.id, VersionStages };
      },
      DescribeSecret({ SecretId }) {
        const { arn, name, versions } = find(SecretId);
        const stages = versions.toReversed().map(({ id }, age) => [id, [STAGES[age]]]);
        return { ARN: arn, Name: name, VersionIdsToStages: Object.fromEntries(stages) };
      },
      PutSecretValue({ SecretId, SecretString }) {
        const secret = find(SecretId);
        const version = versionOf(SecretString ?? '');
        secret.versions = [current(secret), version];
        return { ARN: secret.arn, Name: secret.name, VersionId: version.id };
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
          versions: [versionOf(properties['SecretString'] ?? generate(properties['GenerateSecretString'] ?? {}))],
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
