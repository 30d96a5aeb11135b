/** What a recorded task definition would run today. */
export interface Recorded {
  /** `ACTIVE`, unless an application's own deployment has deregistered it: ECS then no longer starts it. */
  readonly status: string;
  /** Image of the container, by tag or digest. */
  readonly image: string;
  /** Digest that ran when the known good was recorded; null: nothing ran. */
  readonly ran: string | null;
  /** Digest its tag means now; null: the tag is gone. */
  readonly means: string | null;
}

/** Whether the recorded task definition still runs what ran, or needs a revision pinned to that digest. */
export function pin({ status, image, ran, means }: Recorded): 'as-it-is' | 'pin' {
  if (status !== 'ACTIVE') return 'pin';
  if (image.includes('@sha256:') || ran === null) return 'as-it-is';
  // Every deployment resolves a mutable tag anew: it may mean the bad image by now.
  return means === ran ? 'as-it-is' : 'pin';
}
