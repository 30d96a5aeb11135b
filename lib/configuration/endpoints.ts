import * as v from 'valibot';
import { generated, routeTableId, vpcId } from './values.ts';

/** Services that functions in the database's network call; each has an endpoint in every Region. */
const SERVICES = [
  ...(['cloudformation', 'dynamodb', 'ecs', 'elasticloadbalancing', 'rds'] as const),
  ...(['secretsmanager', 'sns', 'ssm', 'states'] as const),
] as const;

/**
 * VPC endpoints that the stack makes, where the subnets of `connect` have no way to AWS; left out: none, and the subnets need a
 * route to a NAT gateway or endpoints of yours. The VPC must have DNS support and DNS host names switched on, and
 * `connect.subnets` be of different zones: AWS takes one subnet a zone.
 */
export const endpoints = v.strictObject({
  vpc: vpcId,
  /** Address ranges of the VPC: everybody there comes to an endpoint by the service's own name, and must be let in. */
  cidrs: v.pipe(
    v.array(
      generated(
        /^\d{1,3}(\.\d{1,3}){3}\/(1[6-9]|2[0-8])$/,
        'the address range of a VPC, from /16 to /28, such as "10.0.0.0/16"',
      ),
    ),
    v.minLength(1, 'expected at least one address range of the VPC'),
  ),
  /** Of the subnets: DynamoDB's endpoint is a route. */
  routeTables: v.pipe(v.array(routeTableId), v.minLength(1, "expected the subnets' route tables")),
  /**
   * Services to make one for; left out: every service that functions there need. CloudFormation and Elastic Load
   * Balancing they do without: the watchdog then cannot name the stack that moved something, or compare listener rules. A VPC that has one for a service already takes
   * no second one with the same name: leave that service out.
   */
  services: v.optional(
    v.pipe(
      v.array(
        v.picklist(SERVICES, (issue) => `is ${JSON.stringify(issue.input)}; expected one of ${SERVICES.join(', ')}`),
      ),
      v.minLength(1, 'expected at least one service'),
    ),
  ),
});
