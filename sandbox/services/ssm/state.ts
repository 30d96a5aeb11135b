import {
  ParameterNotFound,
  type ParameterTier,
  type ParameterType,
  ParameterVersionNotFound,
} from '@aws-sdk/client-ssm';
import type { Kernel } from '../../kernel/kernel.ts';
import { WireError } from '../../kernel/wire-error.ts';
import type { Tag } from '../../template/properties/tags.ts';

export interface Version {
  readonly value: string;
  readonly version: number;
  readonly changedAt: Date;
  readonly by: string;
}

export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  /** Of a SecureString: the key it is encrypted with; the account's default key when nobody named one. */
  key: string | undefined;
  tier: 'Standard' | 'Advanced';
  /** Those of the stack that made it. */
  tags: readonly Tag[];
  /** Oldest first. */
  readonly versions: Version[];
}

/** A version to be put. */
export interface Put {
  readonly name: string;
  readonly value: string;
  /** Of a new parameter. */
  readonly type: ParameterType;
  readonly by: string;
  readonly key?: string | undefined;
  readonly tier?: ParameterTier | undefined;
}

/** SSM keeps this many versions; the oldest goes first. */
const KEPT = 100;
const DEFAULT_KEY = 'alias/aws/ssm';

/** Everything Parameter Store knows. */
export class SsmState {
  readonly kernel: Kernel;
  readonly parameters = new Map<string, Parameter>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  arnOf(name: string): string {
    const { region, account } = this.kernel;
    return `arn:aws:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
  }

  /** The parameter and version that `name`, `name:version` or an ARN selects. @throws ParameterNotFound, ParameterVersionNotFound */
  find(selector: string): { readonly parameter: Parameter; readonly version: Version } {
    const [name = '', wanted] = bare(selector).split(':');
    const parameter = this.parameters.get(name);
    if (parameter === undefined)
      throw new ParameterNotFound({ message: `Parameter ${name} not found.`, $metadata: {} });
    const { versions } = parameter;
    const version = wanted === undefined ? versions.at(-1) : versions.find((v) => v.version === Number(wanted));
    if (version !== undefined) return { parameter, version };
    const message = `Systems Manager could not find version ${wanted} of ${name}.`;
    throw new ParameterVersionNotFound({ message, $metadata: {} });
  }

  /** Gives the new version's number. @throws ValidationException where the value does not fit into the tier */
  put({ name, value, type, by, key, tier }: Put): number {
    const before = this.parameters.get(name);
    const given = tierFor(value, tier, before?.tier);
    const parameter = before ?? { name, type, key: undefined, tier: given, tags: [], versions: [] };
    parameter.tier = given;
    if (parameter.type === 'SecureString') parameter.key = key ?? DEFAULT_KEY;
    const version = (parameter.versions.at(-1)?.version ?? 0) + 1;
    parameter.versions.push({ value, version, changedAt: new Date(this.kernel.clock.now()), by });
    if (parameter.versions.length > KEPT) parameter.versions.shift();
    this.parameters.set(name, parameter);
    return version;
  }
}

/** Characters of a standard parameter's value. */
const STANDARD = 4_096;

/**
 * A request without a tier asks for a standard parameter
 * (https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html, `Tier`).
 */
function tierFor(value: string, asked: ParameterTier = 'Standard', before?: Parameter['tier']): Parameter['tier'] {
  if (asked === 'Intelligent-Tiering')
    return before === 'Advanced' || value.length > STANDARD ? 'Advanced' : 'Standard';
  if (asked === 'Advanced') return asked;
  if (before === 'Advanced')
    throw new WireError(
      'ValidationException',
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier.",
      400,
    );
  if (value.length > STANDARD)
    throw new WireError(
      'ValidationException',
      'Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.',
      400,
    );
  return 'Standard';
}

/** A parameter's name, also where its ARN is given. */
export const bare = (name: string): string => name.replace(/^arn:[^/]*:parameter/, '');
