import type { Service } from '../../model/environment.ts';
import type { Lock } from '../../model/lock.ts';
import type { KnownService, Release } from '../../model/release.ts';
import type { Switch } from '../switch-service/contract.ts';

export const CONTAINER_MISSING = 'ContainerMissing';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly release: Release;
  readonly services: readonly Service[];
  readonly known: readonly KnownService[];
  /** Image as requested -> image pinned to its digest. */
  readonly images: Readonly<Record<string, string>>;
}

/** Services to switch, in the configured order. @throws ContainerMissing when a task definition has no configured container */
export interface Output {
  readonly targets: readonly Target[];
  /** For each: what it may run before the switch, and how many tasks it gets. */
  readonly switches: readonly Switch[];
}

export interface Target {
  readonly service: string;
  readonly kind: 'web' | 'worker';
  readonly order?: number;
  readonly taskDefinition: string;
  /** Tasks that the release asks for; null: as many as there are. */
  readonly desiredCount: number | null;
}
