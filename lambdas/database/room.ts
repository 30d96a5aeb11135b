import type { AccountQuota, DBInstance } from '@aws-sdk/client-rds';

const NAMES: Readonly<Record<string, string>> = {
  ManualSnapshots: 'manual snapshots',
  DBInstances: 'database instances',
  AllocatedStorage: 'GiB of allocated storage',
};

/** Quotas of the account in this Region (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html). */
export function room(quotas: readonly AccountQuota[], name: string, needed: number): string[] {
  const quota = quotas.find(({ AccountQuotaName }) => AccountQuotaName === name);
  if (quota?.Max === undefined || quota.Used === undefined || quota.Max - quota.Used >= needed) return [];
  return [
    `RDS has ${quota.Used} of at most ${quota.Max} ${NAMES[name]} in this Region; expected room for ${needed} more. Delete what is not needed any more, or ask AWS for a higher quota`,
  ];
}

/** Why there is no room for so many more instances like this one. */
export const instanceRoom = (db: DBInstance, quotas: readonly AccountQuota[], count = 1): string[] => [
  ...room(quotas, 'DBInstances', count),
  ...room(quotas, 'AllocatedStorage', count * (db.AllocatedStorage ?? 0)),
];
