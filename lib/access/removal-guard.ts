import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import { Arns } from '../naming/arns.ts';
import type { Step } from '../steps/step.ts';
import type { WorkflowKind } from '../workflows/machine.ts';

const ALL: readonly WorkflowKind[] = ['release', 'rollback', 'decision', 'settle'];

/**
 * Refuses the stack's removal while maintenance mode is up, something is stopped, or an execution runs. CloudFormation
 * deletes a resource before all it depends on: this one depends on everything, so a refusal leaves everything as it was.
 */
export class RemovalGuard extends Construct {
  constructor(
    scope: Construct,
    configuration: CheckedConfiguration,
    guard: Step<'guard-removal'>,
    everything: readonly IConstruct[],
  ) {
    super(scope, 'RemovalGuard');
    const arns = new Arns(configuration);
    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::KnowngoodRemovalGuard',
      serviceToken: guard.arn,
      serviceTimeout: Duration.minutes(5),
      // ARNs made of names: a machine that is made anew changes nothing here.
      properties: { machines: ALL.map((kind) => arns.machine(kind)) },
    });
    resource.node.addDependency(...everything);
  }
}
