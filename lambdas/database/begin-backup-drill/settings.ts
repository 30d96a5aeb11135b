import type { DatabaseSettings } from '../../model/release.ts';

/**
 * What a throw-away database is restored with: class, storage, network and parameters of the live one, so that its times are
 * those of a rollback; and nothing that would be billed, be kept, or let anybody else in. Backups off: RDS makes no first one,
 * and nothing is left of the instance. Others' tags stay away: plans of AWS Backup and schedulers choose by them.
 */
export const throwAwaySettings = (live: DatabaseSettings): DatabaseSettings => ({
  ...live,
  multiAz: false,
  publiclyAccessible: false,
  deletionProtection: false,
  copyTagsToSnapshot: false,
  autoMinorVersionUpgrade: false,
  backupRetentionDays: 0,
  backupWindow: '',
  logExports: [],
  tags: {},
});
