import type { DBInstance } from '@aws-sdk/client-rds';

/** RDS instance identifiers: 1-63 letters, digits, single hyphens, beginning with a letter; stored in lower case. */
export function instanceName(configured: string, work: string, attempt: number): string {
  return named(configured, `-kg-${short(work, 20)}${attempt === 0 ? '' : `-${attempt + 1}`}`);
}

/** Of a release's standby: no rollback restores an instance of this name. */
export const standbyName = (configured: string, release: string): string =>
  named(configured, `-kg-sb${short(release, 18)}`);

const short = (work: string, length: number): string => work.replace(/[^a-z0-9]/g, '').slice(-length);

function named(configured: string, suffix: string): string {
  return `${configured.slice(0, 63 - suffix.length).replace(/-+$/, '')}${suffix}`.toLowerCase();
}

/** Statuses from which an instance does not become usable by itself. */
export const DEAD_INSTANCE = new Set([
  'failed',
  'restore-error',
  'incompatible-restore',
  'incompatible-network',
  'incompatible-option-group',
  'incompatible-parameters',
  'inaccessible-encryption-credentials',
  'insufficient-capacity',
  'storage-full',
  'deleting',
]);

/** Tag naming the restore point of an instance: RDS does not report it. */
export const RESTORE_POINT_TAG = 'knowngood:restore-point';

/**
 * What an existing instance of our name means. `ours`: use it. `dead` and `other`: take the next name. `foreign`: somebody
 * else made it.
 */
export function meaning(found: DBInstance, work: string, point: string): 'ours' | 'dead' | 'other' | 'foreign' {
  const tag = (key: string) => found.TagList?.find((t) => t.Key === key)?.Value;
  if (tag('knowngood:work') !== work) return 'foreign';
  if (tag(RESTORE_POINT_TAG) !== point) return 'other';
  return DEAD_INSTANCE.has(found.DBInstanceStatus ?? '') ? 'dead' : 'ours';
}
