import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { PostgresServer } from '../../sandbox/postgres/server.ts';
import { Random } from '../../simulation/run/random.ts';
import { open, TABLES, type Table } from './database.ts';

/** Ids of one writer: no two writers give the same. */
const IDS_EACH = 100_000_000;
const MOST_ROWS = 40;
const PAUSE_MS = 10;

/** The application's tasks and their users: each goes on writing for as long as it is let in. */
export class Writers {
  /** Rows that were acknowledged, by their ids. */
  readonly acknowledged: Readonly<Record<Table, Set<number>>> = {
    answers: new Set(),
    nps: new Set(),
    events: new Set(),
  };
  /** Requests that met the maintenance page. */
  refused = 0;
  /** Transactions that ended without an answer: nobody was told that these rows are there. */
  unanswered = 0;
  private page = false;
  private ended = false;
  private server: PostgresServer;
  private readonly running: Promise<void>[];

  constructor(server: PostgresServer, seed: number) {
    this.server = server;
    const chance = new Random(seed);
    const writers = chance.int(4, 8);
    this.running = Array.from({ length: writers }, (_, n) => this.write(n + 1, new Random(seed * 100 + n)));
  }

  get total(): number {
    return TABLES.reduce((sum, table) => sum + this.acknowledged[table].size, 0);
  }

  /** The maintenance page is shown; what is under way goes on until its session is ended. */
  close(): void {
    this.page = true;
  }

  /** The page is gone, and the pointer leads there. */
  goOnWith(server: PostgresServer): void {
    this.server = server;
    this.page = false;
  }

  async until(rows: number): Promise<void> {
    while (this.total < rows) await sleep(5);
  }

  async end(): Promise<void> {
    this.ended = true;
    await Promise.all(this.running);
  }

  private async write(number: number, chance: Random): Promise<void> {
    let next = number * IDS_EACH;
    let client: pg.Client | undefined;
    while (!this.ended) {
      if (this.page) {
        this.refused++;
        client = undefined;
        await sleep(chance.int(1, 10));
        continue;
      }
      const table = TABLES[chance.int(0, TABLES.length - 1)] as Table;
      const ids = Array.from({ length: chance.int(1, MOST_ROWS) }, () => next++);
      try {
        client ??= await open(this.server, 'app');
        await client.query(`INSERT INTO ${table} SELECT id, 'n ' || id FROM unnest($1::bigint[]) AS id`, [ids]);
        for (const id of ids) this.acknowledged[table].add(id);
        await sleep(chance.int(0, PAUSE_MS));
      } catch {
        this.unanswered++;
        client = undefined;
      }
    }
    await client?.end().catch(() => undefined);
  }
}
