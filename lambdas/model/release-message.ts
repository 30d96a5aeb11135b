import type { Release } from './release.ts';

/** Messages of a release that ends by itself, as facts. */
export type ReleaseMessage =
  | {
      readonly kind: 'release-announced';
      readonly to: 'devops' | 'teams';
      readonly of: Release['kind'];
      /** Of an infrastructure release: what it means for users, and how it is done; null: not said. */
      readonly impact: string | null;
      readonly plan: string | null;
      readonly version: string;
      readonly reason: string;
      readonly requestedBy: string | null;
      readonly fenced: boolean;
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'release-refused'; readonly version: string; readonly cause: string }
  | {
      readonly kind: 'release-done';
      readonly to: 'devops' | 'teams';
      readonly version: string;
      readonly reason: string;
      readonly observed: boolean;
      /** Null: it could not be written. */
      readonly changeRecord: string | null;
    }
  | {
      readonly kind: 'release-confirmed';
      readonly version: string;
      readonly reason: string;
      readonly requestedBy: string | null;
    };
