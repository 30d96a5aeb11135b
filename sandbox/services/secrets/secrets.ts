import * as sm from '@aws-sdk/client-secrets-manager';
import type { Kernel } from '../../kernel/kernel.ts';
import { served } from '../../kernel/operation.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { secretsOperations } from './operations.ts';
import { secretsResources } from './resources.ts';
import { currentVersion, SecretsState } from './state.ts';

export interface Secrets extends ServiceModel<typeof sm> {
  /** Value of a secret, for the deployment's own dynamic references. */
  valueOf(id: string): string;
}

/** Secrets Manager: secrets made by the template, generated as it asks. */
export function createSecrets(kernel: Kernel): Secrets {
  const state = new SecretsState(kernel);
  return {
    signingName: 'secretsmanager',
    module: sm,
    ...served<typeof sm>(secretsOperations(state)),
    resources: secretsResources(state),
    valueOf: (id) => currentVersion(state.secret(id)).value,
  };
}
