import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../../play/game-day.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'knowngood-game-'));
chmodSync(folder, 0o755); // PostgreSQL's user must reach it.
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function play(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      said += String(data);
    });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

it('is played to its end: the alarm fires, the rollback waits for the person, and every write is in some database', async () => {
  const page = join(folder, 'page.html');
  const { code, said } = await play('--answers', 'wait,restore', '--page', page);
  expect([code, said.slice(-2_000)]).toEqual([0, expect.stringMatching(/Game day: \d+ of 100/)]);
  expect(said).toMatch(/25 of 25 +acknowledged writes that no database has: 0 of \d{2,}/);
  expect(said).toMatch(/25 of 25 +decisions as the facts recommend: 2 of 2/);
  expect(said).not.toMatch(/time to (shield|restore): never/);
  expect(readFileSync(page, 'utf8')).toMatch(/É preciso decidir/);
}, 180_000);

it('needs a terminal or answers, and begins nothing without', async () => {
  const { code, said } = await play();
  expect(code).toBe(1);
  expect(said).toContain('expected --answers');
  expect(said).not.toContain('Deploying');
}, 30_000);

it('an answer that is none is told in one line, before anything is deployed', async () => {
  const { code, said } = await play('--answers', 'restore');
  expect(code).toBe(1);
  expect(said.trim()).toBe('--answers begins with "restore"; expected wait or rollback first.');
});
