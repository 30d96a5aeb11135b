import { createHash } from 'node:crypto';
import * as ssm from '@aws-sdk/client-ssm';
import type { Call } from '../../kernel/access.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { WireError } from '../../kernel/wire-error.ts';
import { keyChecks } from '../kms/use.ts';

interface Version {
  readonly value: string;
  readonly version: number;
  readonly changedAt: Date;
  readonly by: string;
}

interface ParameterState {
  readonly name: string;
  readonly type: ssm.ParameterType;
  /** Of a SecureString: the key it is encrypted with; the account's default key when nobody named one. */
  key: string | undefined;
  readonly versions: Version[];
}

/** SSM keeps this many versions; the oldest goes first. */
const KEPT = 100;
const DEFAULT_KEY = 'alias/aws/ssm';

export interface Ssm extends ServiceModel<typeof ssm> {
  /** Newest value, for the deployment's own dynamic references. */
  valueOf(name: string): string;
}

/** Parameter Store: versions, history, `name:version`. */
export function createSsm(kernel: Kernel): Ssm {
  const parameters = new Map<string, ParameterState>();
  const arnOf = (name: string) =>
    `arn:aws:ssm:${kernel.region}:${kernel.account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
  const bare = (name: string) => name.replace(/^arn:[^/]*:parameter/, '');
  const find = (selector: string): { parameter: ParameterState; version: Version } => {
    const [name = '', wanted] = bare(selector).split(':');
    const parameter = parameters.get(name);
    if (parameter === undefined)
      throw new ssm.ParameterNotFound({ message: `Parameter ${name} not found.`, $metadata: {} });
    const version =
      wanted === undefined ? parameter.versions.at(-1) : parameter.versions.find((v) => v.version === Number(wanted));
    if (version === undefined)
      throw new ssm.ParameterVersionNotFound({
        message: `Systems Manager could not find version ${wanted} of ${name}.`,
        $metadata: {},
      });
    return { parameter, version };
  };
  /** What a caller who did not ask for decryption gets of a SecureString: nothing that tells the value. */
  const shown = ({ type }: ParameterState, value: string, decrypted: boolean | undefined): string =>
    type === 'SecureString' && decrypted !== true ? createHash('sha256').update(value).digest('base64') : value;
  const describe = (parameter: ParameterState, version: Version, decrypted?: boolean): ssm.Parameter => ({
    Name: parameter.name,
    Type: parameter.type,
    Value: shown(parameter, version.value, decrypted),
    Version: version.version,
    LastModifiedDate: version.changedAt,
    ARN: arnOf(parameter.name),
    DataType: 'text',
  });
  const put = (name: string, value: string, type: ssm.ParameterType, by: string, key?: string): number => {
    const parameter = parameters.get(name) ?? { name, type, key: undefined, versions: [] };
    if (parameter.type === 'SecureString') parameter.key = key ?? DEFAULT_KEY;
    const version = (parameter.versions.at(-1)?.version ?? 0) + 1;
    parameter.versions.push({ value, version, changedAt: new Date(kernel.clock.now()), by });
    if (parameter.versions.length > KEPT) parameter.versions.shift();
    parameters.set(name, parameter);
    return version;
  };
  /** A SecureString's key is asked when it is written, and when it is read with decryption. */
  const check =
    (action: string, names: (input: never) => readonly string[]) =>
    (input: never, { principal: caller }: Call) =>
      names(input).flatMap((selector) => {
        const name = bare(selector).split(':')[0] ?? '';
        const { WithDecryption, KeyId } = input as { WithDecryption?: boolean; KeyId?: string };
        const writes = action === 'PutParameter';
        return [
          { action: `ssm:${action}`, resource: arnOf(name) },
          ...keyChecks(kernel, {
            key: writes || WithDecryption === true ? (KeyId ?? parameters.get(name)?.key) : undefined,
            via: 'ssm',
            operations: [writes ? 'Encrypt' : 'Decrypt'],
            bound: { PARAMETER_ARN: arnOf(name) },
            caller,
          }),
        ];
      });
  const nameOf = (input: never) => [(input as { Name: string }).Name];

  return {
    signingName: 'ssm',
    module: ssm,
    valueOf: (name) => find(name).version.value,
    access: {
      GetParameter: check('GetParameter', nameOf),
      GetParameters: check('GetParameters', (input) => (input as { Names: string[] }).Names),
      GetParametersByPath: check('GetParametersByPath', (input) => [
        (input as { Path: string }).Path.replace(/\/$/, ''),
      ]),
      GetParameterHistory: check('GetParameterHistory', nameOf),
      PutParameter: check('PutParameter', nameOf),
      DescribeParameters: () => [{ action: 'ssm:DescribeParameters', resource: '*' }],
    },
    handlers: {
      GetParameter({ Name = '', WithDecryption }) {
        const { parameter, version } = find(Name);
        return { Parameter: describe(parameter, version, WithDecryption) };
      },
      GetParameters({ Names = [], WithDecryption }) {
        const found: ssm.Parameter[] = [];
        const invalid: string[] = [];
        for (const name of Names) {
          try {
            const { parameter, version } = find(name);
            found.push(describe(parameter, version, WithDecryption));
          } catch {
            invalid.push(name);
          }
        }
        return { Parameters: found, InvalidParameters: invalid };
      },
      GetParametersByPath({ Path = '', Recursive, WithDecryption }) {
        const prefix = `${Path.replace(/\/$/, '')}/`;
        const below = [...parameters.values()].filter(
          (p) => p.name.startsWith(prefix) && (Recursive === true || !p.name.slice(prefix.length).includes('/')),
        );
        return {
          Parameters: below.flatMap((p) => p.versions.slice(-1).map((version) => describe(p, version, WithDecryption))),
        };
      },
      GetParameterHistory({ Name = '', WithDecryption }) {
        const { parameter } = find(Name);
        return {
          Parameters: parameter.versions.map((v) => ({
            ...describe(parameter, v, WithDecryption),
            LastModifiedUser: v.by,
            ...(parameter.key === undefined ? {} : { KeyId: parameter.key }),
          })),
        };
      },
      DescribeParameters({ ParameterFilters = [], Filters }) {
        if (Filters?.length || ParameterFilters.some(({ Key }) => Key !== 'Name'))
          throw new WireError('NotImplementedException', 'the sandbox filters parameters by Name alone', 501);
        const matches = (name: string): boolean =>
          ParameterFilters.every(({ Option = 'Equals', Values = [] }) =>
            Values.some((value) =>
              Option === 'Equals'
                ? name === value
                : Option === 'BeginsWith'
                  ? name.startsWith(value)
                  : name.includes(value),
            ),
          );
        const found = [...parameters.values()].filter(({ name }) => matches(name));
        return {
          Parameters: found.flatMap((p) =>
            p.versions.slice(-1).map((v) => {
              const { Value: _value, ...metadata } = describe(p, v);
              return { ...metadata, LastModifiedUser: v.by, Tier: 'Standard' as const, Policies: [] };
            }),
          ),
        };
      },
      PutParameter({ Name = '', Value = '', Type, Overwrite, KeyId }, { principal }) {
        const known = parameters.get(bare(Name));
        if (known !== undefined && Overwrite !== true) {
          throw new ssm.ParameterAlreadyExists({
            message:
              'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
            $metadata: {},
          });
        }
        const version = put(bare(Name), Value, known?.type ?? Type ?? 'String', principal.arn, KeyId);
        return { Version: version, Tier: 'Standard' };
      },
    },
    resources: {
      'AWS::SSM::Parameter': (properties, { generatedName }) => {
        const name: string = properties['Name'] ?? generatedName;
        put(name, String(properties['Value']), properties['Type'] ?? 'String', 'cloudformation');
        return { ref: name, attributes: { Type: properties['Type'] ?? 'String', Value: String(properties['Value']) } };
      },
    },
  };
}
