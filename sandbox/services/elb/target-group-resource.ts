import type { TargetGroup as Description } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Created, Properties, ResourceContext } from '../../kernel/resource.ts';
import { refuseUnmodelled } from '../../template/properties/refuse.ts';
import { attributesOf, TYPE } from './properties.ts';
import type { ElbState } from './state.ts';
import { TargetGroup } from './target-group.ts';

const MODELLED = [
  ...['Name', 'Port', 'Protocol', 'ProtocolVersion', 'VpcId', 'TargetType', 'TargetGroupAttributes', 'Tags'],
  ...['HealthCheckEnabled', 'HealthCheckIntervalSeconds', 'HealthCheckPath', 'HealthCheckPort', 'Matcher'],
  ...['HealthCheckProtocol', 'HealthCheckTimeoutSeconds', 'HealthyThresholdCount', 'UnhealthyThresholdCount'],
  'IpAddressType',
];

/** Properties the sandbox plays with one value alone. */
const FIXED: Readonly<Record<string, string>> = {
  Protocol: 'HTTP',
  ProtocolVersion: 'HTTP1',
  TargetType: 'ip',
  HealthCheckProtocol: 'HTTP',
  HealthCheckPort: 'traffic-port',
};

/** Values with which an attribute of a target group means what the sandbox does anyway. */
const NEUTRAL_TARGET_GROUP_ATTRIBUTES: Record<string, string> = {
  'stickiness.enabled': 'false',
  'slow_start.duration_seconds': '0',
  'load_balancing.algorithm.type': 'round_robin',
};

export function createTargetGroup(state: ElbState, properties: Properties, context: ResourceContext): Created {
  refuseUnmodelled(`${TYPE}::TargetGroup`, properties, MODELLED);
  const { 'deregistration_delay.timeout_seconds': delay = '300', ...attributes } = attributesOf(
    properties,
    'TargetGroupAttributes',
  );
  refuseOthers(properties, attributes);
  const name: string = properties['Name'] ?? context.generatedName.slice(0, 32);
  const arn = state.newArn(`targetgroup/${name}`);
  const group = new TargetGroup(
    {
      arn,
      deregistrationDelaySeconds: Number(delay),
      description: describe(arn, name, properties),
    },
    state.kernel.clock,
    state.fabric.check,
  );
  state.groups.set(arn, group);
  state.groupTags.set(arn, properties['Tags'] ?? []);
  return {
    ref: arn,
    attributes: { TargetGroupArn: arn, TargetGroupName: name, TargetGroupFullName: group.fullName },
  };
}

/** Refuses values with which a target group would do what the sandbox does not. */
function refuseOthers(properties: Properties, attributes: Readonly<Record<string, string>>): void {
  for (const [name, expected] of Object.entries(FIXED)) {
    const given = properties[name] ?? expected;
    if (given !== expected)
      throw new Error(`${TYPE}::TargetGroup: the sandbox models ${name} ${expected}, not ${given}`);
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (NEUTRAL_TARGET_GROUP_ATTRIBUTES[name] === value) continue;
    // How long a cookie would hold says nothing while stickiness is off.
    if (name.startsWith('stickiness.') && name !== 'stickiness.enabled') continue;
    throw new Error(`${TYPE}::TargetGroup: the sandbox does not model attribute ${name}=${value}`);
  }
}

function describe(arn: string, name: string, properties: Properties): Description {
  return {
    TargetGroupArn: arn,
    TargetGroupName: name,
    Protocol: 'HTTP',
    ProtocolVersion: 'HTTP1',
    Port: Number(properties['Port'] ?? 80),
    VpcId: properties['VpcId'],
    TargetType: 'ip',
    HealthCheckProtocol: 'HTTP',
    HealthCheckPort: 'traffic-port',
    HealthCheckEnabled: true,
    HealthCheckPath: properties['HealthCheckPath'] ?? '/',
    HealthCheckIntervalSeconds: Number(properties['HealthCheckIntervalSeconds'] ?? 30),
    HealthCheckTimeoutSeconds: Number(properties['HealthCheckTimeoutSeconds'] ?? 5),
    HealthyThresholdCount: Number(properties['HealthyThresholdCount'] ?? 5),
    UnhealthyThresholdCount: Number(properties['UnhealthyThresholdCount'] ?? 2),
    Matcher: { HttpCode: properties['Matcher']?.HttpCode ?? '200' },
  };
}
