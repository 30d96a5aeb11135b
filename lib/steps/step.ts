import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { STEP_TIMEOUT_SECONDS } from '../../lambdas/model/limits.ts';
import { VARIABLES } from '../../lambdas/model/variables.ts';
import { bundleOf } from '../bundles/bundles.ts';
import { partitionOf } from '../configuration/partition.ts';
import { inParts } from '../limits/in-parts.ts';
import type { StepName } from './catalogue.ts';

export interface StepProps {
  /** Environment variables of the function. Never a secret, only its ARN. */
  readonly environment?: Record<string, string>;
  /** Permissions of the function, beside the variables that need them. */
  readonly permissions: readonly iam.PolicyStatement[];
  readonly key: IKey;
  readonly environmentName: string;
}

/** Where functions have their interfaces, by the key of the configuration that places them there. */
export type NetworkName = 'database.connect' | 'probes';

/** One step of a workflow: a Lambda function with a role of its own. */
export class Step<Name extends StepName = StepName> extends Construct {
  /** Its name in the catalogue: it types every state that calls the step. */
  readonly stepName: Name;
  /** The function as it is now: what events and schedules call. */
  readonly function: lambda.Function;
  /** ARN of the function, made from its name: the function's own role can use it without a circular reference. */
  readonly arn: string;
  /** What its own code may do. */
  readonly actions: readonly string[];
  /** Where its function has interfaces; undefined: in no network of the environment. */
  network: NetworkName | undefined;

  /** Whether the function has interfaces in a network. */
  get inNetwork(): boolean {
    return (this.function.node.defaultChild as lambda.CfnFunction).vpcConfig !== undefined;
  }

  constructor(scope: Construct, name: Name, props: StepProps) {
    super(scope, name);
    this.stepName = name;
    this.actions = props.permissions.flatMap(({ actions }) => actions);
    const functionName = `knowngood-${props.environmentName}-${name}`;
    const { region, account } = Stack.of(this);
    this.arn = `arn:${partitionOf(region)}:lambda:${region}:${account}:function:${functionName}`;
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: RetentionDays.SIX_MONTHS,
      encryptionKey: props.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.function = new UnqualifiedFunction(this, 'Function', {
      functionName,
      description: `knowngood: ${name}`,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(bundleOf(name)),
      role,
      timeout: Duration.seconds(STEP_TIMEOUT_SECONDS),
      memorySize: 512,
      logGroup,
      tracing: lambda.Tracing.ACTIVE,
      environment: {
        [VARIABLES.environment]: props.environmentName,
        ...props.environment,
      },
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
    });
    for (const statement of props.permissions.flatMap(inParts)) role.addToPolicy(statement);
  }

  /**
   * What states call: the version that is published with them. An execution keeps its definition through an update of the
   * stack (Developer Guide, concepts-statemachines), and so the code that the definition was written for. Versions stay:
   * who was granted one is granted all of this function, since a redrive may come days after an update.
   */
  get published(): lambda.IFunction {
    const arns = { value: [`${this.function.functionArn}:*`] };
    return Object.create(this.function.currentVersion, { resourceArnsForGrantInvoke: arns }) as lambda.IFunction;
  }
}

/** Events and schedules call it without a version: they get no permission for one (the CDK would add `<arn>:*`). */
class UnqualifiedFunction extends lambda.Function {
  override get resourceArnsForGrantInvoke(): string[] {
    return [this.functionArn];
  }
}

/** A statement, short enough to stand beside the step that needs it. */
export function allow(
  actions: readonly string[],
  resources: readonly string[],
  conditions?: Record<string, Record<string, string | string[]>>,
): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: [...actions],
    resources: [...resources],
    ...(conditions === undefined ? {} : { conditions }),
  });
}
