import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PostgresHost } from '../../../sandbox/postgres/host.ts';

let host: PostgresHost;
beforeAll(async () => {
  host = await PostgresHost.open();
});
afterAll(() => host.close());

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

it('restores a snapshot taken under writes as a second server, at the moment of the snapshot', async () => {
  const server = await host.create();
  await server.query('create table answers(id bigserial primary key, pad text)');
  let writing = true;
  const writers = Array.from({ length: 4 }, () =>
    server.session('postgres', async (client) => {
      while (writing) await client.query("insert into answers(pad) values (repeat('x', 200))");
    }),
  );
  await wait(150);
  const before = Number((await server.query<{ n: string }>('select count(*) as n from answers'))[0]?.n);
  const snapshot = await host.snapshot(server);
  const after = Number((await server.query<{ n: string }>('select count(*) as n from answers'))[0]?.n);
  writing = false;
  await Promise.all(writers);
  await server.query('create table written_later(x int)');

  const restored = await host.restore(snapshot);
  const rows = await restored.query<{ n: string; later: string | null }>(
    "select (select count(*) from answers) as n, to_regclass('written_later') as later",
  );
  expect(after).toBeGreaterThan(before);
  expect(Number(rows[0]?.n)).toBeGreaterThanOrEqual(before);
  expect(Number(rows[0]?.n)).toBeLessThanOrEqual(after);
  expect(rows[0]?.later).toBeNull();
  expect(restored.port).not.toBe(server.port);
  await restored.query('insert into answers(pad) values (1)');

  const again = await host.restore(await host.snapshot(restored)); // A restored server is on a new timeline: it must copy too.
  expect(Number((await again.query<{ n: string }>('select count(*) as n from answers'))[0]?.n)).toBe(
    Number(rows[0]?.n) + 1,
  );
});

it('restores what was committed until a time, under writes, also of a server that was restored itself or is down', async () => {
  const server = await host.create();
  await server.query('create table answers(id bigserial primary key, at timestamptz default clock_timestamp())');
  const rowsOf = async (one: typeof server) =>
    Number((await one.query<{ n: string }>('select count(*) as n from answers'))[0]?.n);
  const written = async (one: typeof server, until: number) =>
    Number(
      (
        await one.query<{ n: string }>('select count(*) as n from answers where at <= to_timestamp($1 / 1000.0)', [
          until,
        ])
      )[0]?.n,
    );
  const writeFor = async (one: typeof server, ms: number) => {
    const end = Date.now() + ms;
    await one.session('postgres', async (client) => {
      while (Date.now() < end) await client.query('insert into answers default values');
    });
  };
  await writeFor(server, 100);
  const writing = writeFor(server, 200);
  await wait(100);
  const at = Date.now();
  await writing;
  const restored = await host.restoreTo(server, undefined, at);
  const expected = await written(server, at);
  // A row is stamped before it is committed: the one in flight may be on either side.
  expect(await rowsOf(restored)).toBeGreaterThanOrEqual(expected - 1);
  expect(await rowsOf(restored)).toBeLessThanOrEqual(expected);
  expect(await rowsOf(server)).toBeGreaterThan(expected);

  const base = await host.snapshot(restored);
  await writeFor(restored, 50);
  const later = Date.now();
  await restored.kill();
  const again = await host.restoreTo(restored, base, later);
  await restored.start();
  expect(await rowsOf(again)).toBe(await rowsOf(restored));
  expect(await rowsOf(again)).toBeGreaterThan(expected);
});

it('keeps its data and its port over a kill', async () => {
  const server = await host.create({ work_mem: '5MB' });
  await server.query('create table kept(x int)');
  const port = server.port;
  await server.kill();
  expect(server.running).toBe(false);
  await server.start();
  expect(server.port).toBe(port);
  expect(await server.query("select count(*)::int as n, current_setting('work_mem') as work_mem from kept")).toEqual([
    { n: 0, work_mem: '5MB' },
  ]);
});

it('says in one line why a server cannot start', async () => {
  const failing = host.create({ shared_buffers: 'plenty' });
  await expect(failing).rejects.toThrow(/^PostgreSQL cannot start: .*shared_buffers.*To do: .*\.$/);
});

it('leaves no server and no folder behind when its process is killed', async () => {
  const script = `
    const { PostgresHost } = await import(${JSON.stringify(new URL('../../../sandbox/postgres/host.ts', import.meta.url).href)});
    const server = await (await PostgresHost.open()).create();
    console.log(JSON.stringify({ pid: server.process.pid, folder: server.folder }));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data))));
  const { pid, folder } = JSON.parse(line) as { pid: number; folder: string };
  expect(alive(pid)).toBe(true);
  child.kill('SIGKILL');
  for (let i = 0; i < 60 && (alive(pid) || existsSync(folder)); i += 1) await wait(50);
  expect(alive(pid)).toBe(false);
  expect(existsSync(folder)).toBe(false);
});

it('counts a write of an idle session ten seconds later, and all of an ended one at once', async () => {
  const server = await host.create();
  await server.query('create table answers(id bigserial primary key)');
  const counted = async () => {
    const sql = "select n_tup_ins as n from pg_stat_user_tables where relname = 'answers'";
    return Number((await server.query<{ n: string }>(sql))[0]?.n);
  };
  await server.session('postgres', async (client) => {
    for (let n = 0; n < 2; n++) await client.query('insert into answers default values');
    expect(await counted()).toBeLessThan(2);
    await expect.poll(counted, { timeout: 15_000 }).toBe(2);
    for (let n = 0; n < 2; n++) await client.query('insert into answers default values');
  });
  await expect.poll(counted, { timeout: 1_000 }).toBe(4);
});
