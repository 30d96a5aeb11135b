import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { VARIABLES } from '../../lambdas/model/variables.ts';
import { resolve } from '../configuration/reference.ts';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import { Arns } from '../naming/arns.ts';
import type { Grant } from '../permissions/grant.ts';
import { Grants } from '../permissions/grants.ts';
import type { Audiences } from '../storage/audiences.ts';
import type { Storage } from '../storage/storage.ts';
import type { StepName } from './catalogue.ts';
import { allow, type NetworkName, Step } from './step.ts';

/** Makes steps: the grants they share, and the few forms of a step. */
export class StepMaker {
  readonly scope: Construct;
  readonly configuration: CheckedConfiguration;
  readonly storage: Storage;
  readonly audiences: Audiences;
  readonly g: Grants;
  readonly arns: Arns;
  /** Condition on what we tag as ours. */
  readonly ours: Readonly<Record<string, string>>;
  /** For functions that no workflow calls: their variables hold what a state would give them. */
  readonly tellDevops: Grant;
  private readonly group: Construct;

  constructor(scope: Construct, configuration: CheckedConfiguration, storage: Storage, audiences: Audiences) {
    this.scope = scope;
    this.configuration = configuration;
    this.storage = storage;
    this.audiences = audiences;
    this.group = new Construct(scope, 'Steps');
    this.g = new Grants(configuration, storage);
    this.arns = new Arns(configuration);
    this.ours = { 'aws:RequestTag/knowngood': configuration.name };
    const { chat } = audiences;
    const tell = this.g.people.tell(audiences.devops, ...(chat === undefined ? [] : [chat]));
    this.tellDevops = {
      environment: {
        [VARIABLES.devopsTopic]: audiences.devops.topicArn,
        ...(chat === undefined ? {} : { [VARIABLES.chatTopic]: chat.topicArn }),
        [VARIABLES.languageOfMessages]: configuration.language,
        [VARIABLES.timeZone]: configuration.timeZone,
        ...tell.environment,
      },
      permissions: tell.permissions,
    };
  }

  readonly step = <Name extends StepName>(name: Name, ...grants: Grant[]): Step<Name> =>
    new Step(this.group, name, {
      key: this.storage.key,
      environmentName: this.configuration.name,
      environment: Object.assign({}, ...grants.map((grant) => grant.environment ?? {})),
      permissions: grants.flatMap((grant) => grant.permissions),
    });

  /** A step that talks SQL runs in the database's network, and logs in as one of two users. */
  readonly sqlStep = <Name extends StepName>(as: 'owner' | 'reader', name: Name, ...grants: Grant[]): Step<Name> =>
    withinVpc(
      this.step(name, this.g.database.sql(as), ...grants),
      'database.connect',
      this.configuration.database.connect,
    );

  /** A step that asks the application runs where `probes` says: inside the VPC, or outside as users are. */
  readonly probing = <Name extends StepName>(step: Step<Name>): Step<Name> =>
    withinVpc(step, 'probes', this.configuration.probes);

  /** A permission that only one step needs, beside that step. */
  readonly only = (
    actions: string[],
    resources: string[],
    conditions?: Record<string, Record<string, string | string[]>>,
  ): Grant => ({
    // An optional part of the configuration that is left out names nothing, and a statement must name something.
    permissions: resources.length === 0 ? [] : [allow(actions, resources, conditions)],
  });

  readonly tagOurs = (resources: string[]): Grant =>
    this.only(['rds:AddTagsToResource'], resources, { StringEquals: { ...this.ours } });
}

/** Where a function has its network interfaces. */
type Network = NonNullable<CheckedConfiguration['probes']>;

const NETWORK_INTERFACES = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * Puts a function into a network, if one is given. The permission for its interfaces is AWS's own list, which has no resource
 * level.
 */
function withinVpc<Name extends StepName>(
  step: Step<Name>,
  name: NetworkName,
  network: Network | undefined,
): Step<Name> {
  if (network === undefined) return step;
  step.network = name;
  const cfn = step.function.node.defaultChild as CfnFunction;
  cfn.vpcConfig = {
    subnetIds: network.subnets.map(resolve),
    securityGroupIds: network.securityGroups.map(resolve),
  };
  step.function.addToRolePolicy(allow(NETWORK_INTERFACES, ['*']));
  // Lambda itself makes the interfaces; the function's own code never may.
  step.function.addToRolePolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      actions: NETWORK_INTERFACES,
      resources: ['*'],
      conditions: { ArnEquals: { 'lambda:SourceFunctionArn': step.arn } },
    }),
  );
  return step;
}
