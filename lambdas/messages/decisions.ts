import type { Criterion } from '../model/environment.ts';
import type { LostWrites } from '../model/writes.ts';
import { isPlaceholder } from '../requests/placeholder.ts';
import { oneLine } from '../step/one-line.ts';

/** As long as a request takes it; shorter reads better. */
const LONGEST_REASON = 300;

/** The incident's own reason, so that what is pasted as it stands tells everybody the truth. */
const reasonOf = (incident: string, reason: string): string =>
  isPlaceholder(reason) ? `Decision about ${incident}` : oneLine(reason, LONGEST_REASON);

/** The decisions a person can take on a frozen environment, each as the exact JSON to paste. */
export function decisions({
  criterion,
  reason,
  incident,
  lost,
  to,
  missing,
}: {
  readonly criterion: Criterion;
  readonly reason: string;
  readonly incident: string;
  readonly lost: LostWrites;
  readonly to: string | null;
  readonly missing: readonly string[];
}): { readonly decision: 'restore' | 'keep' | 'reopen'; readonly json: string }[] {
  const named = { reason: reasonOf(incident, reason), criterion, incident };
  const common = { ...named, ...(to === null ? {} : { to }) };
  const images = missing.length === 0 ? {} : { images: Object.fromEntries(missing.map((key) => [key, '…'])) };
  return [
    {
      decision: 'restore',
      json: JSON.stringify({
        ...common,
        database: 'restore',
        acceptLostWrites: lost.known ? lost.total : 'unknown',
        ...images,
      }),
    },
    { decision: 'keep', json: JSON.stringify({ ...common, database: 'keep', ...images }) },
    { decision: 'reopen', json: JSON.stringify({ ...named, decision: 'reopen' }) },
  ];
}
