/** Rows of a table that were there before anybody in a run wrote. */
const ROWS_AT_START = 100;

export interface Table {
  readonly name: string;
  /** `pg_class.oid` */
  readonly relation: number;
  /** `pg_class.relfilenode` */
  file: number;
  rows: number;
  inserted: number;
  updated: number;
  deleted: number;
  /** Last value of its id's sequence. */
  sequence: number;
  /** Write -> the id that its row was given. */
  readonly ids: Map<number, number>;
  /** Ids of the users' and workers' writes that it holds. */
  readonly writes: Set<number>;
}

export type Change = 'insert' | 'update' | 'delete';

/** What a database holds: tables with rows and counters, and the schema its migrations made. */
export class Content {
  schema = '1';
  /** `default_transaction_read_only` of the database: holds for sessions that begin after it was set. */
  readOnly = false;
  /** Only its owner and the role that counts may connect. */
  closed = false;
  comment: string | null = null;
  /** Role -> its password, or the verifier that was set. Who is not in it logs in with any. */
  readonly passwords = new Map<string, string>();
  /** Roles that may not log in. */
  readonly shutOut = new Set<string>();
  readonly tables = new Map<string, Table>();

  static atStart(names: readonly string[]): Content {
    const content = new Content();
    for (const [index, name] of names.entries()) {
      const [relation, file] = [16_400 + index, 16_400 + index];
      content.tables.set(name, {
        ...{ name, relation, file, rows: ROWS_AT_START, inserted: ROWS_AT_START, updated: 0, deleted: 0 },
        ...{ sequence: ROWS_AT_START, ids: new Map(), writes: new Set() },
      });
    }
    return content;
  }

  table(name: string): Table {
    const found = this.tables.get(name);
    if (found === undefined) throw new Error(`relation "${name}" does not exist`);
    return found;
  }

  apply(table: string, change: Change, write: number): void {
    const t = this.table(table);
    t.writes.add(write);
    if (change === 'insert') {
      t.rows++;
      t.ids.set(write, ++t.sequence);
      t.inserted++;
    } else if (change === 'update') t.updated++;
    else {
      t.rows--;
      t.deleted++;
    }
  }

  undo(table: string, change: Change, write: number): void {
    const t = this.table(table);
    t.writes.delete(write);
    if (change === 'insert') t.rows--;
    else if (change === 'delete') t.rows++;
  }

  holds(write: number): boolean {
    for (const { writes } of this.tables.values()) if (writes.has(write)) return true;
    return false;
  }

  /** The data at this moment, as a snapshot takes it. */
  copy(): Content {
    const copy = new Content();
    copy.schema = this.schema;
    Object.assign(copy, { readOnly: this.readOnly, closed: this.closed, comment: this.comment });
    for (const [role, password] of this.passwords) copy.passwords.set(role, password);
    for (const role of this.shutOut) copy.shutOut.add(role);
    for (const [name, table] of this.tables)
      copy.tables.set(name, { ...table, writes: new Set(table.writes), ids: new Map(table.ids) });
    return copy;
  }

  /** Counters are kept beside the data and not by it: a server that recovers begins them anew. */
  forgetCounters(): this {
    for (const table of this.tables.values()) Object.assign(table, { inserted: 0, updated: 0, deleted: 0 });
    return this;
  }
}
