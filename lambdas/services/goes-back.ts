import type { Service } from '../model/environment.ts';
import type { Decision } from '../model/rollback.ts';

/**
 * Whether a rollback switches this service. After a restore all are, since each reads the pointer when it starts; otherwise
 * those the release moved. An image of a service that stays where it is stops nothing.
 */
export const goesBack = (
  { name }: Pick<Service, 'name'>,
  { decision, undone }: { readonly decision: Decision; readonly undone: { readonly moved: readonly string[] } },
): boolean => decision === 'services-and-database' || undone.moved.includes(name);
