import type { Language, Service } from '../../model/environment.ts';
import type { KnownService } from '../../model/release.ts';
import type { Decision } from '../../model/rollback.ts';
import type { Candidate } from '../../requests/triage/contract.ts';

export interface Input {
  /** Language of the problems, which people read. */
  readonly language: Language;
  readonly services: readonly Service[];
  readonly known: readonly KnownService[];
  /** Triage's facts about the release to undo. */
  readonly undone: Pick<Candidate, 'moved'>;
  readonly decision: Decision;
  /** Images that a person chose instead, by `<service>` or `<service>/<container>`. */
  readonly images: Readonly<Record<string, string>>;
}

export interface Output {
  readonly fit: boolean;
  readonly problems: readonly string[];
  /** Containers that need another image, by `<service>` or `<service>/<container>`: as a decision names them. */
  readonly missing: readonly string[];
  /** Services whose task definition ECS has deleted: nothing that a decision names brings them back. */
  readonly deleted: readonly string[];
}
