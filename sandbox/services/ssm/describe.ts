import { createHash } from 'node:crypto';
import type * as ssm from '@aws-sdk/client-ssm';
import type { Parameter, SsmState, Version } from './state.ts';

/** A version as GetParameter gives it. */
export function describeParameter(
  state: SsmState,
  parameter: Parameter,
  { value, version, changedAt }: Version,
  decrypted: boolean | undefined,
): ssm.Parameter {
  return {
    Name: parameter.name,
    Type: parameter.type,
    Value: shown(parameter, value, decrypted),
    Version: version,
    LastModifiedDate: changedAt,
    ARN: state.arnOf(parameter.name),
    DataType: 'text',
  };
}

/** Without decryption, a SecureString is shown as a digest, which does not tell the value. */
const shown = ({ type }: Parameter, value: string, decrypted: boolean | undefined): string =>
  type === 'SecureString' && decrypted !== true ? createHash('sha256').update(value).digest('base64') : value;

/** Everything about a parameter but its value, as DescribeParameters gives it. */
export function describeMetadata(state: SsmState, parameter: Parameter, version: Version): ssm.ParameterMetadata {
  const { Value: _value, ...metadata } = describeParameter(state, parameter, version, false);
  return { ...metadata, LastModifiedUser: version.by, Tier: parameter.tier, Policies: [] };
}
