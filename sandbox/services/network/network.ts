import { randomBytes } from 'node:crypto';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Properties, ResourceProvider } from '../../kernel/resource.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { refuseUnmodelled } from '../../template/properties/refuse.ts';
import { Routes } from './routes.ts';

/** Networks have an identity, and decide which AWS services a function in them reaches. The database model looks at security groups too. */
export interface Network extends ServiceModel<object> {
  readonly routes: Routes;
}

export function createNetwork(kernel: Kernel): Network {
  const { region } = kernel;
  const routes = new Routes();
  const id = (prefix: string) => `${prefix}-${randomBytes(8).toString('hex')}`;
  const ec2 =
    (
      prefix: string,
      more: (ref: string, properties: Properties) => Record<string, string> = () => ({}),
    ): ResourceProvider =>
    (properties) => {
      const ref = id(prefix);
      return { ref, attributes: more(ref, properties) };
    };
  return {
    routes,
    signingName: 'ec2',
    module: {},
    handlers: {},
    access: {},
    resources: {
      'AWS::EC2::VPC': ec2('vpc', (ref, p) => ({
        VpcId: ref,
        CidrBlock: p['CidrBlock'] ?? '10.0.0.0/16',
        DefaultSecurityGroup: 'sg-default',
      })),
      'AWS::EC2::Subnet': ec2('subnet', (ref, p) => {
        routes.subnet(ref, p['VpcId'] ?? '');
        return { SubnetId: ref, AvailabilityZone: p['AvailabilityZone'] ?? `${region}a`, VpcId: p['VpcId'] ?? '' };
      }),
      'AWS::EC2::RouteTable': ec2('rtb', (ref) => ({ RouteTableId: ref })),
      'AWS::EC2::Route': ec2('r', (_ref, p) => {
        routes.route(p['RouteTableId'], p);
        return {};
      }),
      'AWS::EC2::SubnetRouteTableAssociation': ec2('rtbassoc', (_ref, p) => {
        routes.associate(p['SubnetId'], p['RouteTableId']);
        return {};
      }),
      'AWS::EC2::InternetGateway': ec2('igw', (ref) => ({ InternetGatewayId: ref })),
      'AWS::EC2::VPCGatewayAttachment': ec2('attach'),
      'AWS::EC2::EIP': ec2('eip', (ref) => ({ AllocationId: ref, PublicIp: '203.0.113.1' })),
      'AWS::EC2::NatGateway': ec2('nat', (ref) => ({ NatGatewayId: ref })),
      'AWS::EC2::SecurityGroup': ec2('sg', (ref, p) => {
        routes.letIn(ref, (p['SecurityGroupIngress'] ?? []).map(ingress));
        return { GroupId: ref, Id: ref, VpcId: p['VpcId'] ?? '' };
      }),
      'AWS::EC2::SecurityGroupIngress': ec2('sgr', (ref, p) => {
        routes.letIn(p['GroupId'], [ingress(p)]);
        return { Id: ref };
      }),
      'AWS::EC2::SecurityGroupEgress': ec2('sgr', (ref) => ({ Id: ref })),
      'AWS::EC2::VPCEndpoint': ec2('vpce', (ref, p) => {
        refuseUnmodelled('AWS::EC2::VPCEndpoint', p, [
          ...['VpcId', 'ServiceName', 'VpcEndpointType', 'RouteTableIds', 'SubnetIds', 'SecurityGroupIds'],
          ...['PrivateDnsEnabled', 'Tags'],
        ]);
        const gateway = p['VpcEndpointType'] !== 'Interface';
        routes.endpoint({
          vpc: p['VpcId'],
          service: String(p['ServiceName']).split('.').at(-1) ?? '',
          tables: gateway ? (p['RouteTableIds'] ?? []) : undefined,
          groups: p['SecurityGroupIds'] ?? [],
          privateNames: !gateway && p['PrivateDnsEnabled'] === true,
        });
        return { Id: ref };
      }),
    },
  };
}

/** Of every protocol where no port is named. */
const ingress = (p: Properties) => ({
  from: Number(p['FromPort'] ?? 0),
  to: Number(p['ToPort'] ?? 65_535),
  of: String(p['CidrIp'] ?? p['SourceSecurityGroupId'] ?? ''),
});
