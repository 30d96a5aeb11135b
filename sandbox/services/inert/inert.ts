import { randomBytes } from 'node:crypto';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Properties, ResourceProvider } from '../../kernel/resource.ts';
import type { ServiceModel } from '../../kernel/service.ts';

/** Networks: on a laptop they have an identity and no behaviour. Only the database model looks at security groups. */
export function createInert(kernel: Kernel): ServiceModel<object> {
  const { region } = kernel;
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
    signingName: 'inert',
    module: {},
    handlers: {},
    access: {},
    resources: {
      'AWS::EC2::VPC': ec2('vpc', (ref, p) => ({
        VpcId: ref,
        CidrBlock: p['CidrBlock'] ?? '10.0.0.0/16',
        DefaultSecurityGroup: 'sg-default',
      })),
      'AWS::EC2::Subnet': ec2('subnet', (ref, p) => ({
        SubnetId: ref,
        AvailabilityZone: p['AvailabilityZone'] ?? `${region}a`,
        VpcId: p['VpcId'] ?? '',
      })),
      'AWS::EC2::RouteTable': ec2('rtb', (ref) => ({ RouteTableId: ref })),
      'AWS::EC2::Route': ec2('r'),
      'AWS::EC2::SubnetRouteTableAssociation': ec2('rtbassoc'),
      'AWS::EC2::InternetGateway': ec2('igw', (ref) => ({ InternetGatewayId: ref })),
      'AWS::EC2::VPCGatewayAttachment': ec2('attach'),
      'AWS::EC2::EIP': ec2('eip', (ref) => ({ AllocationId: ref, PublicIp: '203.0.113.1' })),
      'AWS::EC2::NatGateway': ec2('nat', (ref) => ({ NatGatewayId: ref })),
      'AWS::EC2::SecurityGroup': ec2('sg', (ref, p) => ({ GroupId: ref, Id: ref, VpcId: p['VpcId'] ?? '' })),
      'AWS::EC2::SecurityGroupIngress': ec2('sgr', (ref) => ({ Id: ref })),
      'AWS::EC2::SecurityGroupEgress': ec2('sgr', (ref) => ({ Id: ref })),
    },
  };
}
