import * as ssm from '@aws-sdk/client-ssm';
import type { Kernel } from '../../kernel/kernel.ts';
import { served } from '../../kernel/operation.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { stackTags } from '../cloudformation/cloudformation.ts';
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
      'AWS::SSM::Parameter': (properties, context) => {
        const name: string = properties['Name'] ?? context.generatedName;
        const value = String(properties['Value']);
        const type: ssm.ParameterType = properties['Type'] ?? 'String';
        state.put({ name, value, type, by: 'cloudformation' });
        // Here they are an object, not a list, and the stack adds its own
        // (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ssm-parameter.html).
        const given = Object.entries(properties['Tags'] ?? {}).map(([Key, Value]) => ({ Key, Value: String(Value) }));
        state.find(name).parameter.tags = [...given, ...stackTags(context)];
        return { ref: name, attributes: { Type: type, Value: value } };
      },
    },
  };
}
