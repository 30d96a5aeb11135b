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
      const arn = state.arnOf(name);
      const uri = `${state.registry}/${name}`;
      state.repositories.set(name, {
        name,
        uri,
        arn,
        mutability: properties['ImageTagMutability'] ?? 'MUTABLE',
        createdAt: new Date(state.kernel.clock.now()),
      });
      return { ref: name, attributes: { Arn: arn, RepositoryUri: uri } };
    },
  };
}
