import type { Created, Properties, ResourceContext } from '../../kernel/resource.ts';
import { refuseUnmodelled } from '../../template/properties/refuse.ts';
import { stackTags } from '../cloudformation/cloudformation.ts';
import type { LoadBalancer } from './listener.ts';
import { attributesOf, TYPE } from './properties.ts';
import type { ElbState } from './state.ts';

/** Attributes that change nothing here: there is no VPC, no log bucket, no TLS, and nothing is deleted. */
const HARMLESS_LOAD_BALANCER_ATTRIBUTES = [
  ...['deletion_protection.enabled', 'access_logs.s3.enabled', 'connection_logs.s3.enabled', 'routing.http2.enabled'],
  ...['routing.http.drop_invalid_header_fields.enabled', 'idle_timeout.timeout_seconds', 'client_keep_alive.seconds'],
  'load_balancing.cross_zone.enabled',
];

export async function createLoadBalancer(
  state: ElbState,
  properties: Properties,
  context: ResourceContext,
): Promise<Created> {
  refuseUnmodelled(`${TYPE}::LoadBalancer`, properties, [
    ...['Name', 'Scheme', 'Type', 'Subnets', 'SubnetMappings', 'SecurityGroups', 'IpAddressType', 'Tags'],
    'LoadBalancerAttributes',
  ]);
  if ((properties['Type'] ?? 'application') !== 'application') {
    throw new Error(`${TYPE}::LoadBalancer: the sandbox models Type application, not ${properties['Type']}`);
  }
  const attributes = attributesOf(properties, 'LoadBalancerAttributes');
  const unknown = Object.keys(attributes).filter((name) => !HARMLESS_LOAD_BALANCER_ATTRIBUTES.includes(name));
  if (unknown.length) throw new Error(`${TYPE}::LoadBalancer: the sandbox does not model attribute ${unknown}`);
  const name: string = properties['Name'] ?? context.generatedName.slice(0, 32);
  const arn = state.newArn(`loadbalancer/app/${name}`);
  const fullName = arn.slice(arn.indexOf('app/'));
  const loadBalancer: LoadBalancer = {
    arn,
    name,
    fullName,
    scheme: properties['Scheme'] ?? 'internet-facing',
    subnets: properties['Subnets'] ?? [],
    securityGroups: properties['SecurityGroups'] ?? [],
    createdAt: new Date(state.kernel.clock.now()),
    firstServer: await state.open(fullName),
    // CloudFormation tags a load balancer, and no rule (aws-properties-resource-tags.html; a rule's type has no tags).
    tags: [...(properties['Tags'] ?? []), ...stackTags(context)],
  };
  state.loadBalancers.set(arn, loadBalancer);
  return {
    ref: arn,
    attributes: {
      LoadBalancerArn: arn,
      LoadBalancerName: name,
      LoadBalancerFullName: fullName,
      DNSName: `127.0.0.1:${loadBalancer.firstServer.port}`,
      CanonicalHostedZoneID: 'Z2P70J7HTTTPLU',
      SecurityGroups: loadBalancer.securityGroups.join(','),
    },
  };
}
