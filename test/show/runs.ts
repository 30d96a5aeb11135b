import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportLostRows } from '../../lambdas/database/lost-row-export.ts';
import { inFolder } from '../../lambdas/database/lost-row-place.ts';
import { lostWrites } from '../../lambdas/database/lost-writes.ts';
import { quarantine } from '../../lambdas/database/quarantine.ts';
import type { LostWrites, WriteCounts } from '../../lambdas/model/writes.ts';
import { baselineOf } from '../../lambdas/requests/triage/baseline.ts';
import type { PostgresHost } from '../../sandbox/postgres/host.ts';
import type { PostgresServer } from '../../sandbox/postgres/server.ts';
import { Random } from '../../simulation/run/random.ts';
import { as, count, createDatabase, endSessions, idsIn, open, TABLES, type Table } from './database.ts';
import { Writers } from './writers.ts';

const ROWS = 100_000;

/** What one run showed; every number was compared with what the writers were told. */
export interface Shown {
  readonly seed: number;
  /** Rows that writers were told are there, before the restore. */
  readonly acknowledged: number;
  /** Of these, rows that the restored database does not have. */
  readonly lost: number;
  /** What the product counted. */
  readonly counted: number;
  /** Rows that only the quarantined database has, acknowledged or not. */
  readonly onlyThere: number;
  /** Rows in the export, and those that only the quarantined database has and that are not in it. */
  readonly exported: number;
  readonly notExported: number;
  readonly ms: number;
}

type Ids = Readonly<Record<Table, Set<number>>>;

/**
 * A release with a breaking migration: page, sessions ended, counts around a snapshot, migration; its checks fail, and the
 * restore goes back. Writers try all the time, and go on with the restored database.
 */
export async function fenced(host: PostgresHost, seed: number): Promise<Shown> {
  const began = performance.now();
  const server = await createDatabase(host);
  const writers = new Writers(server, seed);
  await writers.until(ROWS + new Random(seed).int(0, 20_000));
  writers.close();
  await endSessions(server);
  const before = await count(server);
  const snapshot = await host.snapshot(server);
  const after = await count(server);
  await as(server, 'owner', (client) =>
    client.query("ALTER TABLE answers ADD COLUMN grade int; UPDATE answers SET grade = 1, note = 'migrated'"),
  );
  const baseline = await count(server);
  const restored = await host.restore(snapshot);
  await endSessions(server);
  const now = await count(server);
  const from = baselineOf({ ...POINT, before, after, baseline });
  await close(server);
  const lost = await missing(restored, copyOf(writers.acknowledged));
  const total = writers.total;
  writers.goOnWith(restored);
  await writers.until(total + 1_000);
  await writers.end();
  const counted = totalOf(lostWrites(from, now));
  return {
    ...{ seed, acknowledged: total, lost: sizeOf(lost), counted, onlyThere: 0, exported: 0, notExported: 0 },
    ms: Math.round(performance.now() - began),
  };
}

/** Writers go on while the snapshot is made and behind it; the restore loses what came after. */
export async function unfenced(host: PostgresHost, seed: number): Promise<Shown> {
  const began = performance.now();
  const server = await createDatabase(host);
  const writers = new Writers(server, seed);
  await writers.until(new Random(seed).int(20_000, 60_000));
  const before = await count(server);
  const snapshot = await host.snapshot(server);
  await writers.until(ROWS);
  writers.close();
  await endSessions(server);
  const now = await count(server);
  await close(server);
  const restored = await host.restore(snapshot);
  await writers.end();
  const acknowledged = copyOf(writers.acknowledged);
  const lost = await missing(restored, acknowledged);
  const unkept = sizeOf(await missing(server, acknowledged));
  if (unkept > 0) throw new Error(`seed ${seed}: the quarantined database has ${unkept} acknowledged rows no more`);
  const onlyThere = await missing(restored, await byTable((table) => idsIn(server, table)));
  const exported = await exportOf(server, restored, before);
  return {
    ...{ seed, acknowledged: writers.total, lost: sizeOf(lost), counted: totalOf(lostWrites(before, now)) },
    ...{ onlyThere: sizeOf(onlyThere), exported: sizeOf(exported) },
    notExported: sizeOf(without(onlyThere, exported)),
    ms: Math.round(performance.now() - began),
  };
}

const POINT = {
  ...{ snapshot: 's', instance: 'survey', resourceId: 'db-1', requestedAt: '', fenced: true },
} as const;

const close = (server: PostgresServer) =>
  as(server, 'owner', (client) => quarantine(client, { roles: ['app'], reader: 'reader' }));

/** Ids of `npm run lost-writes`: the rows that it says were inserted. */
async function exportOf(quarantined: PostgresServer, restored: PostgresServer, baseline: WriteCounts): Promise<Ids> {
  if (!baseline.known) throw new Error(`The baseline is unknown: ${baseline.why}`);
  const folder = mkdtempSync(join(tmpdir(), 'knowngood-show-'));
  const clients = { quarantined: await open(quarantined, 'reader'), restored: await open(restored, 'reader') };
  await exportLostRows(clients, baseline.transaction, inFolder(folder));
  const files: Readonly<Record<Table, string[]>> = {
    answers: ['answers'],
    nps: ['nps_0', 'nps_1'],
    events: ['events'],
  };
  const ids = await byTable(async (table) => {
    const lines = files[table].flatMap((file) => readFileSync(join(folder, `public.${file}.csv`), 'utf8').split('\n'));
    return new Set(lines.flatMap((line) => /^inserted,"(\d+)"/.exec(line)?.[1] ?? []).map(Number));
  });
  await Promise.all(Object.values(clients).map((client) => client.end()));
  rmSync(folder, { recursive: true });
  return ids;
}

const missing = async (server: PostgresServer, ids: Ids): Promise<Ids> =>
  without(ids, await byTable((table) => idsIn(server, table)));

async function byTable(work: (table: Table) => Promise<Set<number>>): Promise<Ids> {
  const found: Record<Table, Set<number>> = { answers: new Set(), nps: new Set(), events: new Set() };
  for (const table of TABLES) found[table] = await work(table);
  return found;
}

const without = (some: Ids, others: Ids): Ids => {
  const left = (table: Table) => new Set([...some[table]].filter((id) => !others[table].has(id)));
  return { answers: left('answers'), nps: left('nps'), events: left('events') };
};
const copyOf = (ids: Ids): Ids => without(ids, { answers: new Set(), nps: new Set(), events: new Set() });
const sizeOf = (ids: Ids): number => TABLES.reduce((sum, table) => sum + ids[table].size, 0);

function totalOf(lost: LostWrites): number {
  if (!lost.known) throw new Error(`The lost writes are unknown: ${lost.why}`);
  return lost.total;
}
