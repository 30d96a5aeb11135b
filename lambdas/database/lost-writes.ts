import type { ClosedDatabase, DatabaseCounts, LostWrites, TableCounts, WriteCounts, Writes } from '../model/writes.ts';
import { changed, unpack } from './relations.ts';

type Known = Extract<WriteCounts, { known: true }>;
type Difference = { readonly writes: Writes } | { readonly why: string };

/** Writes since the baseline. Whatever cannot be counted or compared makes the answer unknown, never zero, and is named. */
export function lostWrites(baseline: WriteCounts, now: WriteCounts): LostWrites {
  if (!baseline.known) return { known: false, why: `the counts at the restore point are unknown: ${baseline.why}` };
  if (!now.known) return { known: false, why: `the counts now are unknown: ${now.why}` };
  if (baseline.since !== now.since)
    return { known: false, why: 'the database server restarted or its statistics were reset after the restore point' };
  const tables = ofTables(baseline, now);
  const databases = ofDatabases(baseline, now);
  const why = [
    ...Object.entries({ ...now.uncountable, ...baseline.uncountable }).map(uncountable),
    ...tables.why,
    ...databases.why,
  ];
  if (why.length > 0) return { known: false, why: why.join('; ') };
  const named = sum(Object.values(tables.writes));
  // A table that was attached to a configured one since brings along older counts: then the named are more than all.
  const total = Math.max(named, sum(Object.values(databases.writes)));
  return {
    known: true,
    total,
    tables: tables.writes,
    others: total - named,
    gone: goneSince(baseline, now),
    databases: Object.keys(now.databases),
    except: now.except,
  };
}

/** Rows of temporary tables, and of tables that came and went. */
function goneSince(baseline: Known, now: Known): number {
  const goneOf = (database: Database) => (database !== undefined && 'gone' in database ? database.gone : 0);
  return Object.entries(now.databases).reduce(
    (total, [name, database]) => total + Math.max(0, goneOf(database) - goneOf(baseline.databases[name])),
    0,
  );
}

const uncountable = ([name, why]: readonly [string, string]) => `writes to ${name} cannot be counted: ${why}`;
const sum = (writes: readonly Writes[]): number =>
  writes.reduce((total, { inserted, updated, deleted }) => total + inserted + updated + deleted, 0);

function ofTables(baseline: Known, now: Known) {
  return collect(
    Object.entries(baseline.tables).map(([name, then]) => [name, ofTable(name, then, now.tables[name], now)] as const),
  );
}

function ofTable(
  name: string,
  then: TableCounts,
  now: TableCounts | undefined,
  { uncountable: not }: Known,
): Difference {
  if (name in not) return { why: '' };
  if (now === undefined || now.relation !== then.relation)
    return { why: `table ${name} is not the one counted at the restore point` };
  const gone = partsGone(then.parts, now.parts);
  if (gone !== undefined) return { why: `table ${name} ${gone} after the restore point` };
  return difference(`table ${name}`, then, now);
}

function ofDatabases(baseline: Known, now: Known) {
  const names = [...new Set([...Object.keys(baseline.databases), ...Object.keys(now.databases)])];
  return collect(names.map((name) => [name, ofDatabase(name, baseline.databases[name], now.databases[name])] as const));
}

type Database = DatabaseCounts | ClosedDatabase | undefined;

function ofDatabase(name: string, then: Database, now: Database): Difference {
  const its = `database ${name}`;
  if (now === undefined) return { why: `${its} is gone since the restore point` };
  if (then !== undefined && then.since !== now.since)
    return { why: `the statistics of ${its} were reset after the restore point` };
  if ('written' in now) {
    // Nothing at all was written in it, not even to its catalogue: that is a fact even from outside.
    if (then !== undefined && 'written' in then && then.written === now.written) return { writes: NONE };
    return { why: `writes to ${its} cannot be counted: ${now.why}` };
  }
  if (then !== undefined && 'written' in then)
    return { why: `writes to ${its} could not be counted at the restore point: ${then.why}` };
  const not = Object.entries({ ...now.uncountable, ...then?.uncountable });
  if (not.length > 0)
    return { why: not.map(([table, why]) => `writes to ${table} of ${its} cannot be counted: ${why}`).join('; ') };
  // A database that was made since counts from zero.
  if (then === undefined) return { writes: now };
  const { gone, rewritten } = changed(unpack(then.relations), unpack(now.relations));
  if (gone + rewritten > 0)
    return {
      why: `of ${its}, ${gone} table(s) are gone and ${rewritten} were truncated or rewritten since the restore point`,
    };
  return difference(its, then, now);
}

const NONE: Writes = { inserted: 0, updated: 0, deleted: 0 };

function difference(what: string, then: Writes, now: Writes): Difference {
  const writes = {
    inserted: now.inserted - then.inserted,
    updated: now.updated - then.updated,
    deleted: now.deleted - then.deleted,
  };
  return Object.values(writes).some((n) => n < 0) ? { why: `the counters of ${what} went backwards` } : { writes };
}

function collect(found: readonly (readonly [string, Difference])[]) {
  const writes: Record<string, Writes> = {};
  const why: string[] = [];
  for (const [name, one] of found)
    if ('writes' in one) writes[name] = one.writes;
    else if (one.why !== '') why.push(one.why);
  return { writes, why };
}

/**
 * A part that is new counts from zero, or from the counters it brought along. The writes of a part that is gone are gone
 * with it.
 */
function partsGone(then: TableCounts['parts'], now: TableCounts['parts']): string | undefined {
  for (const [oid, file] of Object.entries(then)) {
    if (now[oid] === undefined) return 'lost a partition';
    if (now[oid] !== file) return 'was truncated or rewritten';
  }
  return undefined;
}
