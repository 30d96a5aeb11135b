import type { Service } from '../../model/environment.ts';
import type { Confirmation, Release } from '../../model/release.ts';
import type { StandbyMode } from '../../model/standby-mode.ts';

export interface Input {
  /** The execution's input, as the person typed it. */
  readonly request: unknown;
  readonly executionName: string;
  readonly startedAt: string;
  readonly services: readonly Service[];
  /** Functionalities that the configured checks are tagged with. */
  readonly functionalities: readonly string[];
  readonly alarms: readonly string[];
  /** `<account>.dkr.ecr.<region>.amazonaws.com` */
  readonly registry: string;
  /** Branch that releases of this environment must come from; null: any. */
  readonly branch: string | null;
  /** Environments that releases may be promoted from; absent: the execution began under a control plane that knew of none. */
  readonly promotions?: readonly string[];
  /** `database.standby`, and what of the configuration is missing for one; absent: an older control plane knew of none. */
  readonly standby?: { readonly byDefault: StandbyMode; readonly lacks: readonly string[] };
  /** Service whose new task definition runs the migration. */
  readonly migrationService: string;
}

/** One of the two. @throws RequestRefused */
export interface Output {
  readonly release: Release | null;
  readonly confirmation: Confirmation | null;
}
