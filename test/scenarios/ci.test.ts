import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../cli/exit.ts';
import { Environment } from './environment.ts';

const { build } = (await import(fileURLToPath(new URL('../../cli/build.mjs', import.meta.url)))) as {
  build: (outfile: string) => Promise<unknown>;
};
const example = (name: string): string => fileURLToPath(new URL(`../../examples/ci/${name}`, import.meta.url));

/** What the workflows of examples/ci run, in a checkout of an application, against the sandbox. Only GitHub itself is played. */
describe('CI', () => {
  const folder = mkdtempSync(join(tmpdir(), 'knowngood-ci-'));
  const bundle = join(folder, 'knowngood.cjs');
  const work = join(folder, 'work');
  const summary = join(folder, 'summary.md');
  let environment: Environment;

  const variables = (): Record<string, string> => ({
    ...{ PATH: `${folder}:${process.env['PATH']}`, HOME: folder, LANG: 'C', CI: 'true', GITHUB_ACTOR: 'ana' },
    ...{ AWS_ACCESS_KEY_ID: 'sandbox', AWS_SECRET_ACCESS_KEY: 'sandbox', AWS_EC2_METADATA_DISABLED: 'true' },
    ...{ AWS_ENDPOINT_URL: environment.cloud.endpointUrl, AWS_REGION: environment.cloud.kernel.region },
    ...{ KNOWNGOOD: `${process.execPath} ${bundle}`, KNOWNGOOD_ENVIRONMENT: 'sandbox' },
    ...{ GIT_AUTHOR_NAME: 'ci', GIT_AUTHOR_EMAIL: 'ci@a', GIT_COMMITTER_NAME: 'ci', GIT_COMMITTER_EMAIL: 'ci@a' },
  });

  function git(...args: string[]): string {
    const { status, stdout, stderr } = spawnSync('git', args, {
      ...{ cwd: existsSync(work) ? work : folder, encoding: 'utf8', env: variables() },
    });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  }

  function commit(text: string): string {
    writeFileSync(join(work, 'version'), text);
    git('add', '--all');
    git('commit', '--quiet', '--message', text);
    git('push', '--quiet', 'origin', 'main');
    return git('rev-parse', 'HEAD');
  }

  async function run(command: string, args: readonly string[], more: Record<string, string> = {}) {
    const env = { ...variables(), ...more };
    const child = spawn(command, args, { cwd: work, stdio: ['ignore', 'pipe', 'pipe'], env });
    let out = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => {
        out += data;
      });
    const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? -1)));
    return { code, out };
  }

  const release = (version: string, sha: string, reason: string, migration = 'none') =>
    run(example('release.sh'), [], {
      ...{ VERSION: version, MIGRATION: migration, REASON: reason, COMMIT: sha, BRANCH: 'main', SUMMARY: summary },
    });

  beforeAll(async () => {
    [environment] = await Promise.all([Environment.start(), build(bundle)]);
    writeFileSync(
      join(folder, 'gh'),
      `#!${process.execPath}\nrequire('node:fs').appendFileSync(${JSON.stringify(join(folder, 'gh.log'))}, process.argv.slice(2).join(' ') + '\\n');\n`,
      { mode: 0o755 },
    );
    git('init', '--quiet', '--bare', '--initial-branch=main', join(folder, 'origin'));
    git('clone', '--quiet', join(folder, 'origin'), work);
    git('checkout', '--quiet', '-B', 'main');
    commit('1.0.0');
  }, 120_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await environment.cloud.close();
  }, 30_000);

  it('releases after a merge, waits, and writes the change record as its summary', async () => {
    const sha = commit('1.1.0');
    const message = 'Sprint 17: channel of each answer "$(touch owned)"\n\nCo-authored-by: somebody';
    const ran = await release('1.1.0', sha, message, 'compatible');
    expect(ran.code, ran.out).toBe(EXIT.done);
    expect(await environment.version()).toBe('1.1.0');
    const written = readFileSync(summary, 'utf8');
    expect(written).toMatch(/^## Version 1\.1\.0 is released\n\n# .*1\.1\.0/);
    const [record] = await environment.ledger('release#');
    expect(record?.['request']).toMatchObject({
      ...{ commit: sha, branch: 'main', requestedBy: 'ana' },
      reason: 'Sprint 17: channel of each answer "$(touch owned)"',
    });
    expect(existsSync(join(work, 'owned'))).toBe(false);
    expect((await run(process.execPath, [example('revert.mjs'), 'github'])).out).toBe('Nothing was rolled back.\n');
  }, 180_000);

  it('is red, and says so, where a version cannot be released', async () => {
    rmSync(summary);
    const ran = await release('9.9.9', git('rev-parse', 'HEAD'), 'no image of it');
    expect(ran.code, ran.out).toBe(EXIT.refused);
    expect(readFileSync(summary, 'utf8')).toBe('## Version 9.9.9 was not started (exit code 5)\n\n');
    const bare = await run(example('release.sh'), [], { VERSION: '1.1.0' });
    expect([bare.code, bare.out]).toEqual([1, expect.stringMatching(/MIGRATION/)]);
  }, 60_000);

  it('proposes, once, to take out of main what a rollback has taken out of service', async () => {
    await environment.quiet();
    const asked = { reason: 'Dashboards answer 500 since 14:10', criterion: 'monitoring-feedback' };
    const ended = await environment.run('rollback', asked);
    expect(ended.status, ended.cause).toBe('SUCCEEDED');
    expect(await environment.version()).toBe('1.0.0');
    const ran = await run(process.execPath, [example('revert.mjs'), 'github']);
    expect([ran.code, ran.out]).toEqual([0, expect.stringMatching(/^knowngood\/revert-\S+ is proposed\.\n$/)]);
    expect(readFileSync(join(work, 'version'), 'utf8')).toBe('1.0.0');
    expect(git('ls-remote', '--heads', 'origin')).toMatch(/knowngood\/revert-/);
    expect(readFileSync(join(work, 'revert-body.md'), 'utf8')).toMatch(/Why: `Dashboards answer 500 since 14:10`/);
    const again = await run(process.execPath, [example('revert.mjs'), 'github']);
    expect([again.code, again.out]).toEqual([0, expect.stringMatching(/is proposed already/)]);
    const calls = readFileSync(join(folder, 'gh.log'), 'utf8').trim().split('\n');
    expect(calls).toEqual([
      expect.stringMatching(/^pr create --head knowngood\/revert-\S+ --base main --title Revert 1\.1\.0/),
    ]);
  }, 180_000);
});
