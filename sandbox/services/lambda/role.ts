import type { Kernel } from '../../kernel/kernel.ts';
import type { Properties } from '../../kernel/resource.ts';
import { refuseUnmodelled } from '../../template/properties/refuse.ts';

/** Actions that Lambda asks of a function's role before it joins the function to a network; none has a resource level. */
const NETWORK = [
  ...['ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'],
  ...['ec2:DeleteNetworkInterface', 'ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses'],
];

/** @throws WireError when the role may not make the network interfaces the function needs */
export function mayJoinNetwork(kernel: Kernel, role: string, properties: Properties): void {
  if (properties['VpcConfig'] === undefined) return;
  for (const action of NETWORK) kernel.authorize({ arn: role }, { action, resource: '*' });
}

/** Whether the function's output reaches its log group: without the permission it is lost without a word. */
export function mayLog(kernel: Kernel, role: string, properties: Properties): boolean {
  const group: string | undefined = properties['LoggingConfig']?.LogGroup;
  const resource = `arn:aws:logs:${kernel.region}:${kernel.account}:log-group:${group}:log-stream:sandbox`;
  return ['logs:CreateLogStream', 'logs:PutLogEvents'].every((action) => permitted(kernel, role, action, resource));
}

/** The runtime of a traced function sends segments with the function's role; without permission it sends none. */
export function mayTrace(kernel: Kernel, role: string, properties: Properties): void {
  if (properties['TracingConfig']?.Mode !== 'Active') return;
  for (const action of ['xray:PutTraceSegments', 'xray:PutTelemetryRecords']) permitted(kernel, role, action, '*');
}

/** A function's resource policy, as a Permission of the template adds to it. */
export function permission(properties: Properties, resource: string): object {
  refuseUnmodelled('AWS::Lambda::Permission', properties, [
    ...['Action', 'FunctionName', 'Principal', 'SourceArn', 'SourceAccount'],
  ]);
  const { SourceArn, SourceAccount } = properties;
  const byService = String(properties['Principal']).endsWith('.amazonaws.com');
  return {
    Effect: 'Allow',
    Action: properties['Action'],
    Resource: resource,
    Principal: byService ? { Service: properties['Principal'] } : { AWS: properties['Principal'] },
    Condition: {
      ...(SourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': SourceArn } }),
      ...(SourceAccount === undefined ? {} : { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
    },
  };
}

function permitted(kernel: Kernel, role: string, action: string, resource: string): boolean {
  try {
    kernel.authorize({ arn: role }, { action, resource });
    return true;
  } catch {
    return false;
  }
}
