import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request as ask } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cbor } from '@smithy/core/cbor';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeAtEnd } from '../../../sandbox/processes/guard.ts';
import { COMMANDS } from './commands.ts';
import { type Recorded, recorder } from './recorder.ts';
import { smallEndpoint } from './small-endpoint.ts';

/**
 * The clients people use, which are not JavaScript: what each sends was recorded from it, and is played back here. Where an
 * `aws` is installed it is run too; `KNOWNGOOD_RECORD=<name>` then keeps what it sends in `clients/<name>.json`.
 */
const folder = fileURLToPath(new URL('clients/', import.meta.url));
const local = mkdtempSync(join(tmpdir(), 'knowngood-test-'));
removeAtEnd(local);
const note = join(local, 'note.txt');
writeFileSync(note, 'uma nota à mão\n');

interface Client {
  readonly client: string;
  readonly commands: readonly { readonly command: string; readonly requests: readonly Recorded[] }[];
}

interface Answered {
  readonly status: number;
  readonly text: string;
}

function send(endpoint: string, { method, url, headers, text, base64 }: Recorded): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const body = text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text);
    const request = ask(
      endpoint + url,
      { method, headers: { ...headers, 'content-length': body.length } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const all = Buffer.concat(chunks);
          const isCbor = answer.headers['content-type'] === 'application/cbor';
          resolve({
            status: answer.statusCode ?? 0,
            text: isCbor ? JSON.stringify(cbor.deserialize(all)) : String(all),
          });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

describe.each(readdirSync(folder).map((file) => [file.replace('.json', '')]))('%s', (name) => {
  const { commands }: Client = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  let small: Awaited<ReturnType<typeof smallEndpoint>>;
  beforeAll(async () => {
    small = await smallEndpoint();
  });
  afterAll(() => small.close());

  it.each(commands.map((recorded) => [recorded.command, recorded] as const))('%s', async (command, { requests }) => {
    const expected = COMMANDS.find((c) => c.command.join(' ') === command);
    expect(expected, 'this command is in the table').toBeDefined();
    let shown = '';
    let last = 0;
    for (const request of requests) {
      const { status, text } = await send(small.url, request);
      shown += text;
      last = status;
    }
    for (const text of expected?.shows ?? []) expect(shown).toContain(text);
    expect(last < 300).toBe(expected?.fails !== true);
  });
});

const version = await new Promise<string>((resolve) => {
  execFile('aws', ['--version'], (error, stdout) => resolve(error ? '' : stdout.trim()));
});

// Skipped, and shown so, where no AWS CLI is installed: this project does not ask for one.
describe.skipIf(version === '')(`the AWS CLI on this machine (${version || 'none is on PATH'})`, () => {
  const record = process.env['KNOWNGOOD_RECORD'];
  const kept: Client['commands'][number][] = [];
  let small: Awaited<ReturnType<typeof smallEndpoint>>;
  let between: Awaited<ReturnType<typeof recorder>>;
  beforeAll(async () => {
    small = await smallEndpoint();
    between = await recorder(small.url);
  });
  afterAll(async () => {
    between.close();
    await small.close();
    if (record)
      writeFileSync(
        join(folder, `${record}.json`),
        `${JSON.stringify({ client: version, commands: kept }, null, 1)}\n`,
      );
  });

  it.each(COMMANDS.map((c) => [c.command.join(' '), c] as const))('%s', async (text, { command, shows, fails }) => {
    const args = command.map((word) => (word === 'FILE' ? note : word));
    const { code, said } = await aws([...args, '--endpoint-url', between.url]);
    const requests = between.take();
    for (const expected of shows) expect(said).toContain(expected);
    expect(code === 0).toBe(fails !== true);
    kept.push({ command: text, requests });
  });

  function aws(args: readonly string[]): Promise<{ code: number; said: string }> {
    const env = {
      PATH: process.env['PATH'],
      HOME: local,
      AWS_ACCESS_KEY_ID: 'sandbox',
      AWS_SECRET_ACCESS_KEY: 'sandbox',
      AWS_DEFAULT_REGION: 'sa-east-1',
      AWS_PAGER: '',
      AWS_MAX_ATTEMPTS: '1',
      PYTHONIOENCODING: 'utf8',
      LC_ALL: 'C.UTF-8',
    };
    return new Promise((resolve) => {
      execFile('aws', args, { env }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code ?? 1) : 0, said: unescaped(stdout) + stderr }),
      );
    });
  }
});

/** The CLI prints JSON with escapes, which only matter to the comparison. */
const unescaped = (text: string): string =>
  text.replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
