import type { ResourceProvider } from '../../kernel/resource.ts';
import { refuseUnmodelled } from '../../template/properties/refuse.ts';
import { serverSettings } from './groups.ts';
import { createInstance } from './instance-resource.ts';
import type { RdsState } from './state.ts';

/** Makes a template's instances and groups. */
export function rdsResources(state: RdsState): Record<string, ResourceProvider> {
  return {
    'AWS::RDS::DBInstance': (properties, context) => createInstance(state, properties, context),

    'AWS::RDS::DBSubnetGroup'(properties, context) {
      refuseUnmodelled('AWS::RDS::DBSubnetGroup', properties, [
        ...['DBSubnetGroupName', 'DBSubnetGroupDescription', 'SubnetIds', 'Tags'],
      ]);
      const name = String(properties['DBSubnetGroupName'] ?? context.generatedName).toLowerCase();
      state.groups.subnet.set(name, {
        name,
        description: properties['DBSubnetGroupDescription'] ?? '',
        subnets: properties['SubnetIds'] ?? [],
        tags: properties['Tags'] ?? [],
      });
      return { ref: name };
    },

    async 'AWS::RDS::DBParameterGroup'(properties, context) {
      refuseUnmodelled('AWS::RDS::DBParameterGroup', properties, [
        ...['DBParameterGroupName', 'Family', 'Description', 'Parameters', 'Tags'],
      ]);
      const name = String(properties['DBParameterGroupName'] ?? context.generatedName).toLowerCase();
      const parameters = Object.fromEntries(
        Object.entries<unknown>(properties['Parameters'] ?? {}).map(([key, value]) => [key, String(value)]),
      );
      const settings = await serverSettings(parameters, state.postgres);
      state.groups.parameter.set(name, { name, parameters, settings, tags: properties['Tags'] ?? [] });
      return { ref: name, attributes: { DBParameterGroupName: name } };
    },

    'AWS::RDS::OptionGroup'(properties, context) {
      refuseUnmodelled('AWS::RDS::OptionGroup', properties, [
        ...['OptionGroupName', 'EngineName', 'MajorEngineVersion', 'OptionGroupDescription', 'Tags'],
      ]);
      const name = String(properties['OptionGroupName'] ?? context.generatedName).toLowerCase();
      state.groups.option.set(name, { name, tags: properties['Tags'] ?? [] });
      return { ref: name };
    },
  };
}
