/** What an environment publishes of itself, for its own templates and for the environments that take releases from it. */

/** Names of the parameters under `/knowngood/<environment>/` (docs/beside-your-stacks.md, docs/promotion.md). */
export const NAMES = {
  /** The ledger's status, at every look. */
  status: 'status',
  /** A `PublishedRelease`, written after everything that it speaks of. */
  release: 'release',
  databaseHost: 'database/host',
  taskDefinition: (service: string) => `services/${service}/task-definition`,
  count: (service: string) => `services/${service}/count`,
  image: (service: string, container: string) => `services/${service}/containers/${container}/image`,
} as const;

/** Which release has left what runs, as JSON. */
export interface PublishedRelease {
  readonly version: string;
  /** Its id; null: no release has left just this. */
  readonly release: string | null;
  /**
   * `good`; another outcome of a release; `reopened`: a person did, and nobody has confirmed it since; `unverified`: no release has
   * left just this; `unsettled`: something else runs in part.
   */
  readonly outcome: string;
  readonly commit: string | null;
  /** Changes with any of the images: they are read one by one. */
  readonly images: string;
}

/** An environment that releases are promoted from, and who may read there. */
export interface Promotion {
  readonly environment: string;
  readonly region: string;
  /** ARN of its role in its account; null: it is of this account. */
  readonly role: string | null;
  /** It is of another account or Region. */
  readonly elsewhere: boolean;
}
