import * as ssm from '@aws-sdk/client-ssm';
import type { Kernel } from '../../kernel/kernel.ts';
import { served } from '../../kernel/operation.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { parameterOperations } from './parameter-operations.ts';
import { SsmState } from './state.ts';
import { valueOperations } from './value-operations.ts';

export interface Ssm extends ServiceModel<typeof ssm> {
  /** Newest value, for the deployment's own dynamic references. */
  valueOf(name: string): string;
}

/** Parameter Store: versions, history, `name:version`. */
export function createSsm(kernel: Kernel): Ssm {
  const state = new SsmState(kernel);
  return {
    signingName: 'ssm',
    module: ssm,
    ...served<typeof ssm>(valueOperations(state), parameterOperations(state)),
    valueOf: (name) => state.find(name).version.value,
    resources: {
      'AWS::SSM::Parameter': (properties, { generatedName }) => {
        const name: string = properties['Name'] ?? generatedName;
        const value = String(properties['Value']);
        const type: ssm.ParameterType = properties['Type'] ?? 'String';
        state.put({ name, value, type, by: 'cloudformation' });
        return { ref: name, attributes: { Type: type, Value: value } };
      },
    },
  };
}
