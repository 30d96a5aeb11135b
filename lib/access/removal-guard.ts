import { CfnResource, CustomResource, Duration } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import { Arns } from '../naming/arns.ts';
import type { Step } from '../steps/step.ts';
import { kindsOf } from '../workflows/machine.ts';

/** Nothing else of a control plane refers to resources of these types: what they refer to is deleted after them. */
const ENDS: ReadonlySet<string> = new Set([
  ...['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::Dashboard', 'AWS::Lambda::Permission', 'AWS::IAM::ManagedPolicy'],
  ...['AWS::SNS::Subscription', 'AWS::SNS::TopicPolicy', 'AWS::SQS::QueuePolicy', 'AWS::S3::BucketPolicy'],
  ...['AWS::Events::Rule', 'AWS::StepFunctions::StateMachine', 'AWS::Lambda::Version', 'AWS::SecretsManager::Secret'],
]);

/** What everything else hangs from: a template has a limit in bytes, and all ids would take 17 kB of it. */
const ends = (everything: readonly IConstruct[]): IConstruct[] =>
  everything
    .flatMap((one) => one.node.findAll())
    .filter((one) => CfnResource.isCfnResource(one) && (ENDS.has(one.cfnResourceType) || isOfMachine(one)));

/** Policies of roles with which machines are started and run. Those of functions hang from the functions. */
const isOfMachine = ({ cfnResourceType, node }: CfnResource): boolean =>
  cfnResourceType === 'AWS::IAM::Policy' && node.path.includes('Machine/');

/**
 * Refuses the stack's removal while maintenance mode is up, something is stopped, or an execution runs. CloudFormation
 * deletes a resource before all it depends on: this one depends on everything, by a few steps, so a refusal leaves everything as it was.
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
      properties: { machines: kindsOf(configuration).map((kind) => arns.machine(kind)) },
    });
    resource.node.addDependency(guard, ...ends(everything));
  }
}
