/**
 * Tables and their files in one short text, since a restore point keeps three of them and a state holds 256 KiB: pairs
 * `<oid - the one before>[:<relfilenode - oid>]` in base 36, ascending.
 */
export type Relations = ReadonlyMap<number, number>;

/** A thousand tables take about 4 kB; more than this many do not fit what a state and a record of the ledger may hold. */
export const MOST_RELATIONS = 15_000;

export function pack(relations: Relations): string {
  let before = 0;
  return [...relations]
    .sort(([a], [b]) => a - b)
    .map(([oid, file]) => {
      const pair = (oid - before).toString(36) + (file === oid ? '' : `:${(file - oid).toString(36)}`);
      before = oid;
      return pair;
    })
    .join(' ');
}

export function unpack(packed: string): Relations {
  const relations = new Map<number, number>();
  let oid = 0;
  for (const pair of packed.split(' ').filter((one) => one !== '')) {
    const [step = '', file = '0'] = pair.split(':');
    oid += Number.parseInt(step, 36);
    relations.set(oid, oid + Number.parseInt(file, 36));
  }
  return relations;
}

/** What happened to tables in between: how many are gone, and how many were truncated or rewritten. New ones do not matter. */
export function changed(then: Relations, now: Relations): { readonly gone: number; readonly rewritten: number } {
  let [gone, rewritten] = [0, 0];
  for (const [oid, file] of then) {
    const current = now.get(oid);
    if (current === undefined) gone++;
    else if (current !== file) rewritten++;
  }
  return { gone, rewritten };
}
