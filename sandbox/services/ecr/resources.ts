import type { ResourceProvider } from '../../kernel/resource.ts';
import { refuseUnmodelled } from '../../template/properties/refuse.ts';
import type { EcrState } from './state.ts';

/** Makes a template's repositories. */
export function ecrResources(state: EcrState): Record<string, ResourceProvider> {
  return {
    'AWS::ECR::Repository'(properties, { generatedName }) {
      refuseUnmodelled('AWS::ECR::Repository', properties, [
        ...['RepositoryName', 'ImageTagMutability', 'ImageScanningConfiguration', 'EncryptionConfiguration'],
        ...['LifecyclePolicy', 'RepositoryPolicyText', 'EmptyOnDelete', 'Tags'],
      ]);
      const name: string = properties['RepositoryName'] ?? generatedName;
      const { arn, uri } = state.create(name, properties['ImageTagMutability'] ?? 'MUTABLE');
      return { ref: name, attributes: { Arn: arn, RepositoryUri: uri } };
    },
  };
}
