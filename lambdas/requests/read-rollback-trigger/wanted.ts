import type { ReleaseRecord } from '../../model/ledger.ts';

export type Wanted = { readonly kind: 'found'; readonly id: string } | { readonly kind: 'wrong'; readonly why: string };

/**
 * The release whose result a person wants (`to`), by its id or version.
 * @param releases newest first.
 */
export function wanted(to: string, releases: readonly ReleaseRecord[]): Wanted {
  const serves = releases.filter((release) => release.outcome === 'good' || release.outcome === 'unobserved');
  const known = serves.map((release) => `${release.id} (version ${release.version})`);
  const found = serves.find((release) => release.id === to || release.version === to);
  if (found === undefined) {
    return {
      kind: 'wrong',
      why: `"to" is "${to}"; expected the id or version of a release that ended well: ${known.join(', ') || 'there is none'}`,
    };
  }
  if (found === serves[0] && !releases.some((release) => release.outcome === 'running')) {
    return {
      kind: 'wrong',
      why: `"to" is "${to}", the newest release, whose result the environment has; expected an older one: ${known.slice(1).join(', ') || 'there is none'}`,
    };
  }
  return { kind: 'found', id: found.id };
}
