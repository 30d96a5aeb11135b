import * as ssm from '@aws-sdk/client-ssm';
import type { Kernel, ServiceModel } from '../kernel/service.ts';

interface Version {
  readonly value: string;
  readonly version: number;
  readonly changedAt: Date;
  readonly by: string;
}

interface ParameterState {
  readonly name: string;
  readonly type: ssm.ParameterType;
  readonly versions: Version[];
}

/** SSM keeps this many versions; the oldest goes first. */
const KEPT = 100;

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
  const describe = (parameter: ParameterState, version: Version): ssm.Parameter => ({
    Name: parameter.name,
    Type: parameter.type,
    Value: version.value,
    Version: version.version,
    LastModifiedDate: version.changedAt,
    ARN: arnOf(parameter.name),
    DataType: 'text',
  });
  const put = (name: string, value: string, type: ssm.ParameterType, by: string): number => {
    const parameter = parameters.get(name) ?? { name, type, versions: [] };
    const version = (parameter.versions.at(-1)?.version ?? 0) + 1;
    parameter.versions.push({ value, version, changedAt: new Date(kernel.clock.now()), by });
    if (parameter.versions.length > KEPT) parameter.versions.shift();
    parameters.set(name, parameter);
    return version;
  };
  const check = (action: string, names: (input: never) => readonly string[]) => (input: never) =>
    names(input).map((name) => ({ action: `ssm:${action}`, resource: arnOf(bare(name).split(':')[0] ?? '') }));
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
    },
    handlers: {
      GetParameter({ Name = '' }) {
        const { parameter, version } = find(Name);
        return { Parameter: describe(parameter, version) };
      },
      GetParameters({ Names = [] }) {
        const found: ssm.Parameter[] = [];
        const invalid: string[] = [];
        for (const name of Names) {
          try {
            const { parameter, version } = find(name);
            found.push(describe(parameter, version));
          } catch {
            invalid.push(name);
          }
        }
        return { Parameters: found, InvalidParameters: invalid };
      },
      GetParametersByPath({ Path = '', Recursive }) {
        const prefix = `${Path.replace(/\/$/, '')}/`;
        const below = [...parameters.values()].filter(
          (p) => p.name.startsWith(prefix) && (Recursive === true || !p.name.slice(prefix.length).includes('/')),
        );
        return { Parameters: below.flatMap((p) => p.versions.slice(-1).map((version) => describe(p, version))) };
      },
      GetParameterHistory({ Name = '' }) {
        const { parameter } = find(Name);
        return { Parameters: parameter.versions.map((v) => ({ ...describe(parameter, v), LastModifiedUser: v.by })) };
      },
      PutParameter({ Name = '', Value = '', Type, Overwrite }, { principal }) {
        const known = parameters.get(bare(Name));
        if (known !== undefined && Overwrite !== true) {
          throw new ssm.ParameterAlreadyExists({
            message:
              'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
            $metadata: {},
          });
        }
        return { Version: put(bare(Name), Value, known?.type ?? Type ?? 'String', principal.arn), Tier: 'Standard' };
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
