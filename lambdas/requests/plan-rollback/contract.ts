import type { Output as Counted } from '../../database/count-lost-writes/contract.ts';
import type { Output as InspectedRestorePoint } from '../../database/inspect-restore-point/contract.ts';
import type { Language, Schedule, Service } from '../../model/environment.ts';
import type { KnownService } from '../../model/release.ts';
import type { Decision } from '../../model/rollback.ts';
import type { LostWrites } from '../../model/writes.ts';
import type { Output as InspectedKnownGood } from '../../services/inspect-known-good/contract.ts';
import type { Output as Triage } from '../triage/contract.ts';

export interface Input {
  /** Of what a person reads; absent: the execution began under a control plane that told all in English. */
  readonly language?: Language;
  /** Why the rollback would be refused now, and what could not be looked at. */
  readonly problems: readonly string[];
  readonly triage: Triage;
  readonly services: readonly Pick<Service, 'name' | 'kind'>[];
  /** What the fence pauses; absent: the execution began under a control plane that knew of none. */
  readonly schedules?: readonly Schedule[];
  /** What the steps that a rollback begins with have found; null: they were not asked, or could not answer. */
  readonly knownGood: InspectedKnownGood | null;
  readonly restorePoint: InspectedRestorePoint | null;
  readonly counted: Omit<Counted, 'timed'> | null;
}

export interface Output {
  /** It would begin, would change something, and would not stop for a person's decision. */
  readonly wouldRun: boolean;
  readonly decision: Decision;
  readonly because: readonly string[];
  /** What would stop it. */
  readonly problems: readonly string[];
  /** Where it would return to, of a freeze once a person so decides; null: nothing goes back. */
  readonly target: Target | null;
  /** Writes that a restore would lose as things stand; null: no restore, or they were not counted. */
  readonly lost: LostWrites | null;
  /** In order, in sentences. */
  readonly plan: readonly string[];
}

export interface Target {
  /** Releases that are undone, newest first, and the version that users know as the bad one. */
  readonly undone: readonly string[];
  readonly undoneVersion: string | null;
  /** What ran when the known good was recorded, and the release that verified it. */
  readonly version: string;
  readonly verifiedBy: string;
  readonly commit: string | null;
  readonly recordedAt: string;
  /** Services that go back, in order, each with its task definition and the digest of each container. */
  readonly services: readonly Pick<KnownService, 'name' | 'taskDefinition' | 'images'>[];
  /** Null: the database stays as it is. */
  readonly database: {
    readonly identifier: string;
    /** A snapshot's name, or a point in time. */
    readonly restorePoint: string;
    /** The restore point is an instance that was kept: nothing is restored. */
    readonly kept: boolean;
    /** When the database held what a restore brings back; null: nobody knows. */
    readonly time: string | null;
  } | null;
}
