import type { ReleaseRecord } from '../../model/ledger.ts';
import type { KnownService } from '../../model/release.ts';

/** No release verified what runs. */
export const UNVERIFIED = 'unverified';

/** Which release verified what runs now. */
export interface Verification {
  readonly version: string;
  readonly verifiedBy: string;
  readonly commit: string | null;
}

/**
 * The newest good release whose services all still run the task definition it moved them to. Without one: `unverified`,
 * which is reported and not refused (a first release has nothing before it).
 */
export function verification(services: readonly KnownService[], releases: readonly ReleaseRecord[]): Verification {
  const runs = new Map(services.map((service) => [service.name, service.taskDefinition]));
  const good = releases.find(
    (release) =>
      release.outcome === 'good' &&
      Object.keys(release.switched).length > 0 &&
      Object.entries(release.switched).every(([service, taskDefinition]) => runs.get(service) === taskDefinition),
  );
  return good === undefined
    ? { version: 'unknown', verifiedBy: UNVERIFIED, commit: null }
    : { version: good.version, verifiedBy: good.id, commit: good.request.commit };
}
