import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Created, Properties, ResourceProvider } from '../../kernel/resource.ts';
import { refuseUnmodelled } from '../../template/properties/refuse.ts';
import { mayJoinNetwork, permission } from './role.ts';
import { type LambdaState, nameOf } from './state.ts';
import { endpointVariables } from './way-out.ts';

/** Makes a template's functions and the permissions to invoke them. */
export function lambdaResources(state: LambdaState): Record<string, ResourceProvider> {
  const { kernel } = state;
  return {
    'AWS::Lambda::Function': (properties, { generatedName }) => {
      const name: string = properties['FunctionName'] ?? generatedName.slice(0, 64);
      const arn = state.arnOf(name);
      const role: string = properties['Role'];
      kernel.credentials(role, { service: 'lambda.amazonaws.com', sourceArn: arn });
      mayJoinNetwork(kernel, role, properties);
      state.functions.set(name, {
        name,
        arn,
        bundle: join(properties['Code'].LocalPath, `${String(properties['Handler']).split('.')[0]}.mjs`),
        timeoutMs: Number(properties['Timeout'] ?? 3) * 1_000,
        role,
        properties,
        idle: [],
        environment: () => environmentOf(state, name, arn, properties),
      });
      return { ref: name, attributes: { Arn: arn } };
    },
    'AWS::Lambda::Version': (properties) => {
      refuseUnmodelled('AWS::Lambda::Version', properties, ['FunctionName', 'Description']);
      return publish(state, nameOf(properties['FunctionName']));
    },
    'AWS::Lambda::Permission': (properties, context) => {
      const arn = state.arnOf(nameOf(properties['FunctionName']));
      kernel.attachPolicy(arn, { Statement: [permission(properties, arn)] }, context);
      return { ref: context.generatedName };
    },
  };
}

/**
 * Code and configuration as they are now, under the next number. CloudFormation fails where nothing has changed since the
 * last one: Lambda publishes no second version then (Developer Guide, configuration-versions).
 */
function publish(state: LambdaState, name: string): Created {
  const { idle: _, ...now } = state.find(name);
  const numbers = [...state.functions.keys()].filter((key) => key.startsWith(`${name}:`)).length;
  const last = state.functions.get(`${name}:${numbers}`);
  if (last !== undefined && isDeepStrictEqual(last.properties, now.properties))
    throw new Error(
      `A version for this Lambda function exists ( ${numbers} ). Modify the function to create a new version.`,
    );
  const qualified = `${name}:${numbers + 1}`;
  const arn = state.arnOf(qualified);
  const environment = () => ({ ...now.environment(), AWS_LAMBDA_FUNCTION_VERSION: String(numbers + 1) });
  state.functions.set(qualified, { ...now, arn, environment, idle: [] });
  return { ref: arn, attributes: { Version: String(numbers + 1), FunctionArn: arn } };
}

/** The environment variables of an instance: the function's own, and what Lambda adds. */
function environmentOf(
  { kernel, routes }: LambdaState,
  name: string,
  arn: string,
  properties: Properties,
): Record<string, string> {
  const by = { service: 'lambda.amazonaws.com', sourceArn: arn };
  const session = kernel.credentials(properties['Role'], by, { 'lambda:SourceFunctionArn': arn });
  return {
    ...properties['Environment']?.Variables,
    AWS_REGION: kernel.region,
    AWS_DEFAULT_REGION: kernel.region,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties['MemorySize'] ?? 128),
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_ACCESS_KEY_ID: session.accessKeyId,
    AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
    AWS_SESSION_TOKEN: session.sessionToken,
    ...endpointVariables(kernel, properties, routes),
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
  };
}
