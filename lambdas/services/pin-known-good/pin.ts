/** What a recorded task definition would run today. */
export interface Recorded {
  /** `ACTIVE`; an application's own deployment may have deregistered it since: ECS starts none of those. */
  readonly status: string;
  /** Image of the container, by tag or digest. */
  readonly image: string;
  /** Digest that ran when the known good was recorded; null: nothing ran. */
  readonly ran: string | null;
  /** Digest its tag means now; null: the tag is gone. */
  readonly means: string | null;
}

/** Whether the recorded task definition runs what ran, or a revision pinned to that digest is needed. */
export function pin({ status, image, ran, means }: Recorded): 'as-it-is' | 'pin' {
  if (status !== 'ACTIVE') return 'pin';
  if (image.includes('@sha256:') || ran === null) return 'as-it-is';
  // A mutable tag is resolved anew by every deployment: it may mean the bad image by now.
  return means === ran ? 'as-it-is' : 'pin';
}
