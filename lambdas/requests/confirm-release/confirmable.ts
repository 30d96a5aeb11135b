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
  const found = releases.find((release) => release.id === confirm || release.version === confirm);
  if (found === undefined)
    return { kind: 'no', why: `no release "${confirm}" is recorded; expected the id or version of one` };
  const { confirmed } = found;
  if (found.outcome === 'good' && confirmed?.by === requestedBy && confirmed.reason === reason)
    return { kind: 'done', release: found };
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
