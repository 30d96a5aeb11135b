import { randomBytes } from 'node:crypto';
import type { ResourceProvider } from '../../kernel/resource.ts';
import { stackTags } from '../cloudformation/cloudformation.ts';
import { generate } from './generate.ts';
import { newVersion, type SecretsState } from './state.ts';

/** Makes a template's secrets and their policies. */
export function secretsResources(state: SecretsState): Record<string, ResourceProvider> {
  const { kernel } = state;
  return {
    'AWS::SecretsManager::Secret': (properties, context) => {
      const name: string = properties['Name'] ?? context.generatedName;
      const arn = `arn:aws:secretsmanager:${kernel.region}:${kernel.account}:secret:${name}-${randomBytes(3).toString('hex')}`;
      const value: string = properties['SecretString'] ?? generate(properties['GenerateSecretString'] ?? {});
      const tags = [...(properties['Tags'] ?? []), ...stackTags(context)];
      state.secrets.set(name, { name, arn, key: properties['KmsKeyId'], tags, versions: [newVersion(value)] });
      return { ref: arn, attributes: { Id: arn } };
    },
    'AWS::SecretsManager::SecretTargetAttachment': (properties) => ({ ref: properties['SecretId'] }),
    'AWS::SecretsManager::ResourcePolicy': (properties, context) => {
      kernel.attachPolicy(state.secret(properties['SecretId']).arn, properties['ResourcePolicy'], context);
      return { ref: context.generatedName };
    },
  };
}
