import * as v from 'valibot';
import { securityGroupId, subnetId } from './values.ts';

/** Network of probes and checks, where the load balancer is internal; left out: they ask from outside, as users do. */
export const probes = v.strictObject({
  subnets: v.pipe(v.array(subnetId), v.minLength(1, 'expected at least one subnet')),
  securityGroups: v.pipe(v.array(securityGroupId), v.minLength(1, 'expected at least one security group')),
});
