import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { surveyImages } from '../../play/images.ts';
import { freePort } from '../../sandbox/processes/free-port.ts';
import { readDockerfile } from '../../sandbox/template/images.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/survey-platform/', import.meta.url));
const dockerfile = (folder: string): string => readFileSync(join(folder, 'Dockerfile'), 'utf8');
const folders = ['app', 'help-center'];

it.each(folders)('%s: what is copied is there, and it runs as nobody that may write the image', (name) => {
  const text = dockerfile(join(EXAMPLE, name));
  const copied = [...text.matchAll(/^COPY (\S+) \S+$/gm)].map(([, from = '']) => from);
  expect(copied.length).toBeGreaterThan(0);
  for (const from of copied) expect(existsSync(join(EXAMPLE, name, from)), from).toBe(true);
  expect(text).toMatch(/^USER node$/m);
  // The template's port, which the load balancer asks.
  expect(text).toMatch(/^EXPOSE 8080$/m);
});

/** Without Docker: the command, in the folder, with what the Dockerfile sets. */
it.each(folders)('%s: its command answers the load balancer’s health check', async (name) => {
  const folder = join(EXAMPLE, name);
  const { command, environment } = readDockerfile(dockerfile(folder), { VERSION: '1.1.0' });
  const port = await freePort();
  const child = spawn(process.execPath, command.slice(1), {
    cwd: folder,
    stdio: 'ignore',
    env: { ...environment, PORT: String(port) },
  });
  try {
    const path = name === 'app' ? '/health' : '/';
    const status = async () =>
      await fetch(`http://127.0.0.1:${port}${path}`)
        .then((response) => response.status)
        .catch(() => 0);
    await expect.poll(status, { timeout: 10_000 }).toBe(200);
    if (name === 'app')
      expect(await (await fetch(`http://127.0.0.1:${port}/version`)).json()).toEqual({ version: '1.1.0' });
  } finally {
    child.kill('SIGKILL');
  }
});

it('the sandbox runs what the Dockerfiles say', () => {
  for (const { folder, tag, environment, command = ['node', 'web.ts'] } of surveyImages)
    expect(readDockerfile(dockerfile(folder), { VERSION: tag })).toEqual({ environment, command });
});

it('the task that prepares the database speaks TLS with the authorities that the image has', () => {
  const [, path = ''] =
    /^ADD --chmod=0644 https:\/\/truststore\.pki\.rds\.amazonaws\.com\S+ (\S+)$/m.exec(
      dockerfile(join(EXAMPLE, 'app')),
    ) ?? [];
  expect(readFileSync(join(EXAMPLE, 'app/database.ts'), 'utf8')).toContain(`'${path}'`);
  expect(path).not.toBe('');
});

it('an argument that nobody gives is named: Docker would leave it empty', () => {
  expect(() => readDockerfile(dockerfile(join(EXAMPLE, 'app')))).toThrow('expected --build-arg VERSION=');
});
