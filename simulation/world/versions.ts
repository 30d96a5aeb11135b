import type { Migration } from '../../lambdas/model/release.ts';

export const GOOD = '1.0.0';
export const NEW = '2.0.0';
/** What somebody else deploys meanwhile. */
export const OTHER = '1.0.1';

/** What of a container decides how it behaves. */
export interface Versioned {
  readonly version: string;
  readonly kind: 'web' | 'worker' | 'migration' | 'check';
}

/** What the versions of the application can do, and what is wrong with the new one. */
export class Versions {
  readonly migration: Migration;
  migrationMs: number;
  migrationFails = false;
  /** The new version has begun to show that it is bad: the story says when. */
  bad = false;
  /** Share of the requests that fail in the new version, once it is bad. */
  failing = 0;
  /** Its tasks end by themselves this soon. */
  crashes: number | undefined;
  /** Its tasks answer health checks with 500. */
  unhealthy = false;
  /** The same for every version: the surroundings are broken. */
  allUnhealthy = false;

  constructor(migration: Migration, migrationMs: number) {
    this.migration = migration;
    this.migrationMs = migrationMs;
  }

  /** The schema a version's migration makes. */
  migrationOf(version: string): string | undefined {
    if (version !== NEW) return '1';
    return { none: '1', compatible: '1+', breaking: '2' }[this.migration];
  }

  fits(version: string, schema: string): boolean {
    return version === NEW ? schema === this.migrationOf(NEW) : schema === '1' || schema === '1+';
  }

  healthy({ version }: Versioned): boolean {
    return !this.allUnhealthy && !(version === NEW && this.unhealthy);
  }

  fails({ version }: Versioned, random: number): boolean {
    return version === NEW && random < this.failing && this.bad;
  }

  crashesAfter({ version, kind }: Versioned): number | undefined {
    return version === NEW && (kind === 'web' || kind === 'worker') ? this.crashes : undefined;
  }
}
