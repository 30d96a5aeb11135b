import type { Seen } from './image.ts';
import { parseImage, withDigest } from './image-reference.ts';

/** A container of the known good. */
export interface RecordedContainer {
  readonly name: string;
  /** As the recorded task definition names it, by tag or digest. */
  readonly image: string;
  /** Digest that was recorded; null: it was not pinned. */
  readonly ran: string | null;
  /** Image that a person chose instead; null: none. */
  readonly chosen: string | null;
}

/** What a container goes back to. */
export interface Pinned {
  readonly name: string;
  /** By digest where ECR knows one; otherwise as the task definition names it. */
  readonly image: string;
  /** The recorded task definition starts just this, whatever its tag means by now. */
  readonly asItIs: boolean;
  /** Image that cannot be started, and why; null: it can, or nobody can tell. */
  readonly missing: { readonly image: string; readonly why: string } | null;
}

/** What must be looked at before {@link pinned}. */
export function referencesOf({ image, ran, chosen }: RecordedContainer): string[] {
  if (chosen !== null) return [chosen];
  const exact = ran === null ? null : withDigest(image, ran);
  return exact === null ? [image] : [exact, image];
}

/**
 * The image that a container goes back to, in its own repository and registry. An image already named by its digest may be
 * gone as well. What ECR cannot describe is kept as it is, and never called pinned.
 */
export function pinned(container: RecordedContainer, seen: ReadonlyMap<string, Seen>): Pinned {
  const { name, image, ran, chosen } = container;
  const [reference = image] = referencesOf(container);
  const look = seen.get(reference);
  if (look?.kind === 'gone') return { name, image, asItIs: false, missing: { image: reference, why: look.why } };
  if (chosen !== null) {
    // Kept as it is would be the image that somebody decided against.
    return look?.kind === 'there'
      ? { name, image: look.pinned, asItIs: false, missing: null }
      : { name, image, asItIs: false, missing: { image: chosen, why: look?.why ?? 'it was not looked at' } };
  }
  if (look?.kind !== 'there') return { name, image, asItIs: true, missing: null };
  return { name, image: look.pinned, asItIs: startsJustThis(image, ran, seen), missing: null };
}

/** Every deployment resolves a mutable tag anew: it may mean the bad image by now. */
function startsJustThis(image: string, ran: string | null, seen: ReadonlyMap<string, Seen>): boolean {
  if (ran === null) return true;
  const digest = parseImage(image)?.digest ?? null;
  const means = seen.get(image);
  return digest === null ? means?.kind === 'there' && means.digest === ran : digest === ran;
}
