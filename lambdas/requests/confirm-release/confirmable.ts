import type { ReleaseRecord, StatusRecord } from '../../model/ledger.ts';
import type { Confirmation } from '../../model/release.ts';

export type Confirmable =
  | { readonly kind: 'yes'; readonly release: ReleaseRecord }
  | { readonly kind: 'done'; readonly release: ReleaseRecord }
  | { readonly kind: 'no'; readonly why: string };

/**
 * Whether a person may call this release good: it ended unobserved, and its result is still the last one left. The same
 * confirmation again gets the same answer, since a step whose answer was lost is retried.
 * @param releases newest first.
 */
export function confirmable(
  { confirm, requestedBy, reason }: Confirmation,
  status: StatusRecord,
  releases: readonly ReleaseRecord[],
): Confirmable {
  const named = namedBy(confirm, releases);
  const said = named.find(
    ({ outcome, confirmed }) => outcome === 'good' && confirmed?.by === requestedBy && confirmed.reason === reason,
  );
  const found = named.find(({ outcome }) => outcome === 'unobserved') ?? said ?? named[0];
  if (found === undefined)
    return { kind: 'no', why: `no release "${confirm}" is recorded; expected the id or version of one` };
  if (found === said) return { kind: 'done', release: found };
  if (found.outcome !== 'unobserved')
    return {
      kind: 'no',
      why: `release ${found.id} (version ${found.version}) is ${found.outcome}; expected unobserved`,
    };
  const other = Object.entries(found.switched).find(([service, left]) => status.running[service] !== left);
  if (other !== undefined) {
    return {
      kind: 'no',
      why: `service "${other[0]}" was switched to ${status.running[other[0]] ?? 'something else'} since; expected ${other[1]}, which release ${found.id} left`,
    };
  }
  return { kind: 'yes', release: found };
}

/** Outcomes of releases that changed nothing, or did not come to an end: what is confirmed is what another has left. */
const LEFT_NOTHING = new Set<ReleaseRecord['outcome']>(['planned', 'refused', 'failed', 'stopped']);

/**
 * The releases of this id or version, newest first. Any number of dry runs and refused ones of the same version may have come
 * since; they are named only where there is no other.
 */
function namedBy(confirm: string, releases: readonly ReleaseRecord[]): readonly ReleaseRecord[] {
  const all = releases.filter(({ id, version }) => id === confirm || version === confirm);
  const left = all.filter(({ outcome }) => !LEFT_NOTHING.has(outcome));
  return left.length === 0 ? all : left;
}

/** Enough was read to tell: an unobserved release of this id or version is among it. */
export const hasConfirmable = (confirm: string, releases: readonly ReleaseRecord[]): boolean =>
  releases.some(({ id, version, outcome }) => (id === confirm || version === confirm) && outcome === 'unobserved');
