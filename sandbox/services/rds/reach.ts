import type { Instance } from './instance.ts';

/** The security group of an instance that is given none: no application is in it. */
export const DEFAULT_SECURITY_GROUP = 'sg-default';

/**
 * Lets applications reach an instance, unless it has only the VPC's default security group, as a restore that passed none:
 * in an account such a connection times out; here the server rejects it, which says why sooner.
 */
export async function applySecurityGroups(instance: Instance): Promise<void> {
  const groups = instance.settings.VpcSecurityGroups ?? [];
  await instance.server?.admit(groups.some(({ VpcSecurityGroupId }) => VpcSecurityGroupId !== DEFAULT_SECURITY_GROUP));
}
