import type { LostWrites } from '../model/writes.ts';

/** The decisions a person can take on a frozen environment, each as the exact JSON to paste. */
export function decisions({
  incident,
  lost,
  to,
  missing,
}: {
  readonly incident: string;
  readonly lost: LostWrites;
  readonly to: string | null;
  readonly missing: readonly string[];
}): { readonly decision: 'restore' | 'keep' | 'reopen'; readonly json: string }[] {
  const common = { reason: '…', criterion: 'monitoring-feedback', incident, ...(to === null ? {} : { to }) };
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
    { decision: 'reopen', json: JSON.stringify({ ...common, decision: 'reopen' }) },
  ];
}
