import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, describe, expect, it } from 'vitest';
import { freePort } from '../../sandbox/processes/free-port.ts';
import { alive, treeOf } from './process-tree.ts';

/** `npm run sandbox` as a process of its own, in a folder for temporary files that nobody else uses. */
const program = fileURLToPath(new URL('../../play/keep.ts', import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), 'knowngood-test-'));
chmodSync(temporary, 0o755); // PostgreSQL's user must reach it.
const started: ChildProcess[] = [];
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await until(() => readdirSync(temporary).length === 0);
  rmSync(temporary, { recursive: true, force: true });
});

function run(environment: Record<string, string>) {
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, TMPDIR: temporary, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  const said = { text: '' };
  const hear = (data: Buffer): void => {
    said.text += String(data);
  };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', hear);
  return { child, said, ended: once(child, 'exit') as Promise<[number | null, string | null]> };
}

async function until(condition: () => boolean | Promise<boolean>, ms = 90_000): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end; ) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Up: everything is printed. */
async function up({ said, child }: ReturnType<typeof run>) {
  await until(() => said.text.includes('Ctrl-C ends everything') || child.exitCode !== null);
  const shown = (what: string) => new RegExp(`^ *${what} +(http://\\S+)`, 'm').exec(said.text)?.[1] ?? said.text;
  const client = new SFNClient({
    endpoint: shown('AWS endpoint'),
    region: 'sa-east-1',
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
  });
  const { stateMachines = [] } = await client.send(new ListStateMachinesCommand({}));
  const arn = (kind: string) => stateMachines.find(({ name }) => name?.endsWith(kind))?.stateMachineArn ?? '';
  return { client, arn, application: shown('application'), endpoint: shown('AWS endpoint') };
}

/** What `aws rds …` puts on the wire. */
async function asTheCliAsks(endpoint: string, form: string): Promise<string> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      authorization:
        'AWS4-HMAC-SHA256 Credential=sandbox/20261124/sa-east-1/rds/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=none',
    },
    body: form,
  });
  return await response.text();
}

describe('npm run sandbox', { timeout: 300_000 }, () => {
  it('is up until Ctrl-C, starts clean after it was killed, and neither leaves a process or a folder', async () => {
    const port = await freePort();
    const first = run({ KNOWNGOOD_PORT: String(port), KNOWNGOOD_PAGES_PORT: '0' });
    const { client, arn, application, endpoint } = await up(first);
    expect((await fetch(`${application}/health`)).status).toBe(200);
    for (const [action, shows] of [
      ['DescribeDBInstances', '<DBInstanceIdentifier>survey</DBInstanceIdentifier>'],
      ['DescribeDBSnapshots', '<DBSnapshots'],
    ] as const)
      expect(await asTheCliAsks(endpoint, `Action=${action}&Version=2014-10-31`)).toContain(shows);
    const { executionArn } = await client.send(
      new StartExecutionCommand({
        stateMachineArn: arn('-release'),
        input: JSON.stringify({ version: '1.1.0', reason: 'Sprint 17', dryRun: true }),
      }),
    );
    await until(async () => (await client.send(new DescribeExecutionCommand({ executionArn }))).status !== 'RUNNING');
    expect((await client.send(new DescribeExecutionCommand({ executionArn }))).status).toBe('SUCCEEDED');
    const release = await client.send(
      new StartExecutionCommand({
        stateMachineArn: arn('-release'),
        input: JSON.stringify({ version: '1.1.0', reason: 'Sprint 17', migration: 'compatible' }),
      }),
    );
    expect(release.executionArn).toBeDefined();
    const firstTree = treeOf(first.child.pid ?? 0);
    // The servers, the tasks, and the guard: otherwise nothing is proved by their being gone.
    expect(firstTree.length).toBeGreaterThan(5);
    expect(readdirSync(temporary).length).toBeGreaterThan(1);

    first.child.kill('SIGKILL');
    await until(() => alive(firstTree).length === 0 && readdirSync(temporary).length === 0);
    expect(alive(firstTree)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);

    const second = run({ KNOWNGOOD_PORT: String(port), KNOWNGOOD_PAGES_PORT: '0', KNOWNGOOD_TRAFFIC: 'off' });
    const again = await up(second);
    expect(second.said.text).toContain('Nobody uses the application');
    const { executions } = await again.client.send(
      new ListExecutionsCommand({ stateMachineArn: again.arn('-release') }),
    );
    expect(executions).toEqual([]);
    const secondTree = treeOf(second.child.pid ?? 0);
    second.child.kill('SIGINT');
    expect(await second.ended).toEqual([0, null]);
    await until(() => alive(secondTree).length === 0);
    expect(alive(secondTree)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('says in one line that its port is in use, and how to choose another', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = (other.address() as { port: number }).port;
    const { said, ended } = run({ KNOWNGOOD_PORT: String(port), KNOWNGOOD_PAGES_PORT: '0' });
    expect(await ended).toEqual([1, null]);
    other.close();
    expect(said.text).toMatch(
      new RegExp(
        `^Port ${port}, for the AWS endpoint, is in use. Choose another: KNOWNGOOD_PORT=\\d+ npm run sandbox\n$`,
      ),
    );
  });

  it('says in one line what is wrong with a port, and that PostgreSQL cannot start', async () => {
    const wrong = run({ KNOWNGOOD_PORT: 'http' });
    expect(await wrong.ended).toEqual([1, null]);
    expect(wrong.said.text).toBe('KNOWNGOOD_PORT is "http"; expected a port number, 0 to 65535 (0: any free one).\n');
    const nowhere = run({ KNOWNGOOD_PORT: '0', KNOWNGOOD_PAGES_PORT: '0', TMPDIR: join(temporary, 'gone') });
    expect(await nowhere.ended).toEqual([1, null]);
    expect(nowhere.said.text.trim().split('\n').at(-1)).toMatch(/^PostgreSQL cannot start: .*gone.* To do: .*TMPDIR/);
    expect(nowhere.said.text.trim().split('\n')).toHaveLength(2);
  });
});
