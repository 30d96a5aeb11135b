import { randomBytes } from 'node:crypto';
import type {
  Created,
  Kernel,
  Properties,
  ResourceContext,
  ResourceProvider,
  ServiceModel,
} from '../kernel/service.ts';

/**
 * Resources with an identity and no behaviour on a laptop: networks, keys, log groups, policies of other resources.
 * A key encrypts nothing here; a security group is looked at by the database model alone.
 */
export function createInert(kernel: Kernel): ServiceModel<object> {
  const { account, region } = kernel;
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
  const named = (_properties: Properties, { generatedName }: ResourceContext): Created => ({ ref: generatedName });
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
      'AWS::KMS::Key': () => {
        const key = randomBytes(16)
          .toString('hex')
          .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
        return { ref: key, attributes: { KeyId: key, Arn: `arn:aws:kms:${region}:${account}:key/${key}` } };
      },
      'AWS::KMS::Alias': (properties) => ({ ref: properties['AliasName'] }),
      'AWS::Logs::LogGroup': (properties, { generatedName }) => {
        const name: string = properties['LogGroupName'] ?? generatedName;
        return { ref: name, attributes: { Arn: `arn:aws:logs:${region}:${account}:log-group:${name}:*` } };
      },
      'AWS::Logs::ResourcePolicy': named,
    },
  };
}
