import type { Service } from '../../model/environment.ts';
import type { Lock } from '../../model/lock.ts';
import type { KnownService, Release } from '../../model/release.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly release: Release;
  readonly services: readonly Service[];
  readonly known: readonly KnownService[];
  /** Image as asked for -> image pinned to its digest. */
  readonly images: Readonly<Record<string, string>>;
}

/** Services to switch, in the configured order. */
export interface Output {
  readonly targets: readonly Target[];
}

export interface Target {
  readonly service: string;
  readonly kind: 'web' | 'worker';
  readonly taskDefinition: string;
  readonly desiredCount: number;
}
