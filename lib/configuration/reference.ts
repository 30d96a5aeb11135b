import { Fn } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { CheckedConfiguration, Reference } from './schema.ts';

/** The value itself, or the CloudFormation export of that name, read when it deploys. */
export function resolve(value: Reference): string {
  if (typeof value === 'string') return value;
  if ('export' in value) return Fn.importValue(value.export);
  throw new Error(`The parameter ${value.parameter} stands unread in the configuration.`);
}

/** The same with what stands in parameters: CloudFormation reads them when it deploys, before anything uses them. */
export function withParameters(scope: Construct, configuration: CheckedConfiguration): CheckedConfiguration {
  const read = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(read);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [[key, name] = ['', '']] = entries;
    // A pointer has a key of that name too, and its format beside it.
    if (entries.length === 1 && key === 'parameter')
      return StringParameter.valueForStringParameter(scope, String(name));
    return Object.fromEntries(entries.map(([inner, one]) => [inner, read(one)]));
  };
  return read(configuration) as CheckedConfiguration;
}
