import { pack } from '../../lambdas/database/relations.ts';
import type {
  CountScope,
  DatabaseCounts,
  LostWrites,
  TableCounts,
  WriteCounts,
  Writes,
} from '../../lambdas/model/writes.ts';

/** Counters of one table. */
export const tableCounts = (change: Partial<TableCounts> = {}): TableCounts => ({
  inserted: 10,
  updated: 2,
  deleted: 1,
  relation: 5,
  parts: { '5': 7 },
  ...change,
});

/** Counts of the table `answers`. */
export const countsOf = (answers: TableCounts, since = 's1', change: Partial<Known> = {}): Known => ({
  known: true,
  at: '',
  since,
  tables: { answers },
  uncountable: {},
  databases: { survey: databaseCounts(answers) },
  rows: {},
  transaction: '700',
  except: [],
  reader: 'reader',
  ...change,
});
type Known = Extract<WriteCounts, { known: true }>;

/** Counts of a database whose one table is `answers`. */
export const databaseCounts = (answers: TableCounts, change: Partial<DatabaseCounts> = {}): DatabaseCounts => ({
  inserted: answers.inserted,
  updated: answers.updated,
  deleted: answers.deleted,
  relations: pack(new Map(Object.entries(answers.parts).map(([oid, file]) => [Number(oid), file]))),
  since: '',
  gone: 0,
  uncountable: {},
  ...change,
});

/** Lost writes of some tables of the database `survey`. */
export const lossOf = (
  tables: Readonly<Record<string, Writes>>,
  total?: number,
): Extract<LostWrites, { known: true }> => ({
  known: true,
  total: total ?? Object.values(tables).reduce((sum, n) => sum + n.inserted + n.updated + n.deleted, 0),
  tables,
  others: 0,
  gone: 0,
  databases: ['survey'],
  except: [],
});

/** Everything is counted; `answers` is named. */
export const scopeOf = (...tables: string[]): CountScope => ({ tables, except: { tables: [], databases: [] } });
