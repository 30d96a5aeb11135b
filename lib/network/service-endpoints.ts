import { Stack } from 'aws-cdk-lib';
import { CfnSecurityGroup, CfnVPCEndpoint, InterfaceVpcEndpointAwsService } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { resolve } from '../configuration/reference.ts';
import type { CheckedConfiguration } from '../configuration/schema.ts';

type Connect = NonNullable<CheckedConfiguration['database']['connect']>;

/** Services with an endpoint in route tables, which costs nothing. */
const GATEWAYS = ['dynamodb', 's3'];
const HTTPS = 443;

export interface ServiceEndpointsProps {
  readonly connect: Connect;
  readonly endpoints: NonNullable<Connect['endpoints']>;
  /** Host prefixes of the services that functions there call. */
  readonly called: readonly string[];
}

/**
 * A way to AWS out of subnets that have none: a gateway in their route tables for DynamoDB, an interface in each subnet for
 * every other service. An interface's private name holds for everybody in the VPC
 * (https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html): whoever may not pass its security group
 * would lose the service, so it lets in the whole VPC.
 */
export class ServiceEndpoints extends Construct {
  constructor(scope: Construct, { connect, endpoints, called }: ServiceEndpointsProps) {
    super(scope, 'ServiceEndpoints');
    const vpcId = resolve(endpoints.vpc);
    const group = new CfnSecurityGroup(this, 'Group', {
      groupDescription: 'Endpoints of AWS services: lets in the VPC',
      vpcId,
      securityGroupIngress: endpoints.cidrs.map((cidrIp) => ({
        ...{ cidrIp, ipProtocol: 'tcp', fromPort: HTTPS, toPort: HTTPS },
        description: 'HTTPS of the VPC',
      })),
    });
    for (const service of endpoints.services ?? called) {
      const gateway = GATEWAYS.includes(service);
      new CfnVPCEndpoint(this, service, {
        vpcId,
        ...(gateway
          ? {
              vpcEndpointType: 'Gateway',
              // The CDK's own name of a gateway leaves the Region to CloudFormation.
              serviceName: `com.amazonaws.${Stack.of(this).region}.${service}`,
              routeTableIds: endpoints.routeTables.map(resolve),
            }
          : {
              vpcEndpointType: 'Interface',
              serviceName: new InterfaceVpcEndpointAwsService(service).name,
              privateDnsEnabled: true,
              subnetIds: connect.subnets.map(resolve),
              securityGroupIds: [group.attrGroupId],
            }),
      });
    }
  }
}
