import type { LeftBehind } from '../../model/sequences.ts';

/** A sequence as the catalogue and its own row have it. Values are 64-bit integers, as text. */
export interface Sequence {
  readonly oid: string;
  readonly name: string;
  /** Last value given out, cached ones included; null: none yet, or not to be read. */
  readonly last: string | null;
  readonly increment: string;
  readonly min: string;
  readonly max: string;
  readonly readable: boolean;
  readonly settable: boolean;
}

/** `to`: the value to set; null: it stands there already. */
export type Place = { readonly to: string | null } | Pick<LeftBehind, 'why' | 'detail'>;

/**
 * Where a sequence of the restored database must stand, so that no value is given out twice. The quarantined one went on
 * from the same place: further back it cannot be, unless it began anew, and then nobody knows how far it had come.
 * @param theirs those of the quarantined database with the same oid (it was renamed) or the same name (it was made again).
 */
export function placeOf(ours: Sequence, theirs: readonly Sequence[]): Place {
  if (theirs.length === 0) return { why: 'dropped-since', detail: null };
  const hidden = theirs.find(({ readable }) => !readable);
  if (hidden !== undefined) return { why: 'not-permitted', detail: hidden.name };
  const up = BigInt(ours.increment) > 0n;
  const turned = theirs.find(({ increment }) => BigInt(increment) > 0n !== up);
  if (turned !== undefined) return { why: 'turned-around', detail: turned.last };
  const given = theirs.flatMap(({ last }) => (last === null ? [] : [BigInt(last)]));
  const furthest = given.reduce<bigint | null>((far, one) => (far === null || ahead(one, far, up) ? one : far), null);
  const last = ours.last === null ? null : BigInt(ours.last);
  if (last !== null && (furthest === null || ahead(last, furthest, up)))
    return { why: 'set-back', detail: furthest === null ? null : String(furthest) };
  if (furthest === null || furthest === last) return { to: null };
  if (furthest > BigInt(ours.max) || furthest < BigInt(ours.min))
    return { why: 'ends-before', detail: String(furthest) };
  return ours.settable ? { to: String(furthest) } : { why: 'not-permitted', detail: String(furthest) };
}

const ahead = (one: bigint, other: bigint, up: boolean): boolean => (up ? one > other : one < other);

/** Finds the same sequence in another database: a restore keeps each oid, and one made again keeps its name. */
export function sameIn(others: readonly Sequence[]): (one: Sequence) => Sequence[] {
  const byOid = new Map(others.map((other) => [other.oid, other]));
  const byName = new Map(others.map((other) => [other.name, other]));
  return ({ oid, name }) => [...new Set([byOid.get(oid), byName.get(name)])].filter((found) => found !== undefined);
}
