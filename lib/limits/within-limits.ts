import { CfnResource, type Stack } from 'aws-cdk-lib';
import { beyondLimits, type Resource } from './limits.ts';

/**
 * Stops the synthesis of a stack that AWS would refuse for its size. CloudFormation would find it only half-way through a
 * deployment.
 */
export function holdWithinLimits(stack: Stack): void {
  stack.node.addValidation({ validate: () => beyondLimits(resourcesOf(stack)) });
}

function resourcesOf(stack: Stack): Record<string, Resource> {
  const made = stack.node.findAll().filter((construct) => CfnResource.isCfnResource(construct));
  return Object.assign(
    {},
    ...made.map((resource) => {
      // The CDK's own rendering: every other way would measure something that is not deployed.
      const { Resources } = stack.resolve(
        (resource as unknown as { _toCloudFormation(): unknown })._toCloudFormation(),
      );
      return Resources as Record<string, Resource>;
    }),
  );
}
