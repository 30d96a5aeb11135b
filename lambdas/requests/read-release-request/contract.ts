import type { Service } from '../../model/environment.ts';
import type { Confirmation, Release } from '../../model/release.ts';

export interface Input {
  /** What the person typed as the execution's input. */
  readonly request: unknown;
  readonly executionName: string;
  readonly startedAt: string;
  readonly services: readonly Service[];
  /** Functionality tags the configured checks carry. */
  readonly functionalities: readonly string[];
  readonly alarms: readonly string[];
  /** `<account>.dkr.ecr.<region>.amazonaws.com` */
  readonly registry: string;
  /** Branch a release of this environment must come from; null when any may. */
  readonly branch: string | null;
  /** Service whose new task definition runs a declared migration. */
  readonly migrationService: string;
}

/** One of the two. @throws RequestRefused */
export interface Output {
  readonly release: Release | null;
  readonly confirmation: Confirmation | null;
}
