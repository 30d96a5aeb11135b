import type { DBSnapshot } from '@aws-sdk/client-rds';
import type { Input } from './contract.ts';

/** RDS snapshot identifiers: letters, digits, single hyphens, beginning with a letter, at most 255. */
export function snapshotName(
  { instance, purpose, work }: Pick<Input, 'instance' | 'purpose' | 'work'>,
  attempt: number,
): string {
  const name = `${instance.slice(0, 63)}-kg-${purpose}-${work}${attempt === 0 ? '' : `-${attempt + 1}`}`;
  return name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/-+$/, '')
    .slice(0, 255);
}

/** Statuses from which a snapshot never becomes available. */
const TERMINAL = new Set(['failed', 'deleting', 'deleted', 'incompatible-restore', 'incompatible-parameters']);

/**
 * What an existing snapshot of our name means. `ours`: use it. `dead`: take the next name. `foreign`: somebody else made it.
 */
export function meaning(found: DBSnapshot, input: Pick<Input, 'work' | 'resourceId'>): 'ours' | 'dead' | 'foreign' {
  const work = found.TagList?.find((tag) => tag.Key === 'knowngood:work')?.Value;
  if (work !== input.work || found.DbiResourceId !== input.resourceId) return 'foreign';
  return TERMINAL.has(found.Status ?? '') ? 'dead' : 'ours';
}
