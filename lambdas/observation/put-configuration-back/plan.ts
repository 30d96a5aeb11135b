import type { KnownParameter } from '../../model/release.ts';

/** One version of a parameter. Its value is compared, never shown. */
export interface ParameterVersion {
  readonly version: number;
  readonly value: string;
  readonly changedAt: string;
}

export type Plan =
  | { readonly action: 'nothing' }
  | { readonly action: 'put-back'; readonly value: string }
  | { readonly action: 'leave'; readonly why: string };

/**
 * What to do about one parameter.
 * @param history in any order
 * @param until end of the release: later changes are somebody else's, reported and not undone
 */
export function plan(known: KnownParameter, history: readonly ParameterVersion[], until: string): Plan {
  const newest = history.reduce<ParameterVersion | undefined>(
    (a, b) => (a === undefined || b.version > a.version ? b : a),
    undefined,
  );
  const recorded = history.find((entry) => entry.version === known.version);
  if (newest === undefined) return { action: 'leave', why: 'it no longer exists' };
  if (newest.version === known.version || newest.value === recorded?.value) return { action: 'nothing' };
  if (recorded === undefined)
    return {
      action: 'leave',
      why: `version ${known.version} is no longer kept (SSM keeps 100); the newest is ${newest.version}`,
    };
  const later = history.filter(
    (entry) => entry.version > known.version && Date.parse(entry.changedAt) > Date.parse(until),
  );
  if (later.length > 0)
    return { action: 'leave', why: `it was changed after the release, to version ${newest.version}` };
  return { action: 'put-back', value: recorded.value };
}
