import * as rds from '@aws-sdk/client-rds';
import type { PostgresHost } from '../../postgres/host.ts';
import type { ServerSettings } from '../../postgres/server.ts';
import type { Tag } from '../../template/properties/tags.ts';

export interface SubnetGroup {
  readonly name: string;
  readonly description: string;
  readonly subnets: readonly string[];
  tags: Tag[];
}

export interface ParameterGroup {
  readonly name: string;
  /** As the template gives them. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Those of them that this PostgreSQL takes. */
  readonly settings: ServerSettings;
  tags: Tag[];
}

/** Subnet, parameter and option groups; those called `default…` always exist. */
export class Groups {
  readonly subnet = new Map<string, SubnetGroup>();
  readonly parameter = new Map<string, ParameterGroup>();
  readonly option = new Map<string, { readonly name: string; tags: Tag[] }>();

  subnetGroup(name: string): SubnetGroup {
    const found = this.subnet.get(name.toLowerCase());
    if (found) return found;
    if (name === 'default') return { name, description: 'default', subnets: ['subnet-default'], tags: [] };
    throw new rds.DBSubnetGroupNotFoundFault({ message: `DB subnet group '${name}' does not exist.`, $metadata: {} });
  }

  parameterGroup(name: string): ParameterGroup {
    const found = this.parameter.get(name.toLowerCase());
    if (found) return found;
    if (name.startsWith('default.')) return { name, parameters: {}, settings: {}, tags: [] };
    throw new rds.DBParameterGroupNotFoundFault({ message: `DBParameterGroup not found: ${name}`, $metadata: {} });
  }

  optionGroup(name: string): { readonly name: string; tags: Tag[] } {
    const found = this.option.get(name.toLowerCase());
    if (found) return found;
    if (name.startsWith('default:')) return { name, tags: [] };
    throw new rds.OptionGroupNotFoundFault({ message: `Specified OptionGroupName: ${name} not found.`, $metadata: {} });
  }
}

/** Names of the groups an instance gets where none is given. */
export function defaultGroups(engineVersion: string): {
  parameterGroup: string;
  optionGroup: string;
  subnetGroup: string;
} {
  const major = engineVersion.split('.')[0];
  return {
    parameterGroup: `default.postgres${major}`,
    optionGroup: `default:postgres-${major}`,
    subnetGroup: 'default',
  };
}

export function describeSubnetGroup(group: SubnetGroup, arn: string): rds.DBSubnetGroup {
  return {
    DBSubnetGroupName: group.name,
    DBSubnetGroupDescription: group.description,
    DBSubnetGroupArn: arn,
    SubnetGroupStatus: 'Complete',
    Subnets: group.subnets.map((SubnetIdentifier) => ({ SubnetIdentifier, SubnetStatus: 'Active' })),
  };
}

/**
 * The parameters of a group that PostgreSQL itself takes. Left out are RDS's own (`rds.*`; among them `rds.force_ssl`, as
 * loopback has no TLS), formulas over the instance's memory, and missing libraries. An unknown name is an error, as in RDS.
 */
export async function serverSettings(
  parameters: Readonly<Record<string, string>>,
  postgres: PostgresHost,
): Promise<ServerSettings> {
  const [known, libraries] = await Promise.all([postgres.parameterNames(), postgres.libraries()]);
  const settings: Record<string, string> = {};
  for (const [name, value] of Object.entries(parameters)) {
    if (name.startsWith('rds.') || value.startsWith('{') || name.startsWith('pg_stat_statements.')) continue;
    if (!known.has(name)) throw new Error(`AWS::RDS::DBParameterGroup: Invalid parameter name: ${name}`);
    if (name === 'shared_preload_libraries') {
      const present = value.split(',').filter((library) => libraries.has(library.trim()));
      if (present.length) settings[name] = present.join(',');
    } else {
      settings[name] = value;
    }
  }
  return settings;
}
