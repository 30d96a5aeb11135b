import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { removeAtEnd } from '../../sandbox/processes/guard.ts';

const script = fileURLToPath(new URL('../../examples/ci/revert.mjs', import.meta.url));

/** A repository with its origin, where `gh` and `knowngood` are what a test says. */
class Checkout {
  readonly folder = mkdtempSync(join(tmpdir(), 'knowngood-revert-'));
  readonly work = join(this.folder, 'work');

  constructor() {
    removeAtEnd(this.folder);
    this.ran('git', ['init', '--quiet', '--bare', '--initial-branch=main', join(this.folder, 'origin')], this.folder);
    this.ran('git', ['clone', '--quiet', join(this.folder, 'origin'), this.work], this.folder);
    this.git('checkout', '--quiet', '-B', 'main');
    this.tool('gh', `console.log(JSON.stringify(process.argv.slice(2)))`);
  }

  git(...args: string[]): string {
    return this.ran('git', args, this.work).trim();
  }

  /** A commit that writes one file. */
  commit(file: string, text: string): string {
    writeFileSync(join(this.work, file), text);
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', `Write ${file}`);
    return this.git('rev-parse', 'HEAD');
  }

  read = (file: string): string => readFileSync(join(this.work, file), 'utf8');

  /** A command on the PATH, in JavaScript; what it prints is kept. */
  tool(name: string, text: string): void {
    const log = JSON.stringify(join(this.folder, `${name}.log`));
    const keep = `require('node:fs').appendFileSync(${log}, JSON.stringify(process.argv.slice(2)) + '\\n');`;
    writeFileSync(join(this.folder, name), `#!${process.execPath}\n${keep}\n${text}\n`, { mode: 0o755 });
  }

  calls(name: string): string[][] {
    try {
      const lines = readFileSync(join(this.folder, `${name}.log`), 'utf8')
        .trim()
        .split('\n');
      return lines.map((line) => JSON.parse(line) as string[]);
    } catch {
      return [];
    }
  }

  history(records: unknown): void {
    this.tool('knowngood', `console.log(${JSON.stringify(JSON.stringify(records))})`);
  }

  revert(host = 'github') {
    return spawnSync(process.execPath, [script, host], { cwd: this.work, encoding: 'utf8', env: this.env });
  }

  private get env() {
    const who = {
      GIT_AUTHOR_NAME: 'ana',
      GIT_AUTHOR_EMAIL: 'a@a',
      GIT_COMMITTER_NAME: 'ana',
      GIT_COMMITTER_EMAIL: 'a@a',
    };
    return { ...who, PATH: `${this.folder}:${process.env['PATH']}`, HOME: this.folder };
  }

  private ran(command: string, args: readonly string[], cwd: string): string {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', env: this.env });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
    return stdout;
  }
}

interface Given {
  readonly commit: string | null;
  readonly known?: string | null;
  readonly outcome?: string;
  readonly reason?: string;
  readonly finishedAt?: string;
  readonly forward?: boolean;
}

const records = ({ commit, known = null, outcome = 'done', reason = '5xx since 14:10', ...given }: Given) => [
  {
    kind: 'rollback',
    record: {
      ...{ id: 'b1', outcome, finishedAt: given.finishedAt ?? new Date().toISOString(), release: 'r1' },
      ...{ criterion: 'availability', trigger: { reason }, ...(given.forward ? { forward: true } : {}) },
    },
  },
  {
    kind: 'release',
    record: { id: 'r1', version: '1.1.0', request: { commit, reason: 'Sprint 17' }, knownGood: { commit: known } },
  },
];

describe('the revert that CI proposes', () => {
  let checkout: Checkout;
  let known: string;
  beforeEach(() => {
    checkout = new Checkout();
    checkout.commit('page', 'good');
    known = checkout.commit('other', 'kept');
  });
  const push = () => checkout.git('push', '--quiet', 'origin', 'main');

  it('takes out what came between the known good and the undone release, merges by what they brought', () => {
    checkout.commit('page', 'bad');
    checkout.git('checkout', '--quiet', '-b', 'feature', known);
    checkout.commit('feature', 'bad too');
    checkout.git('checkout', '--quiet', 'main');
    checkout.git('merge', '--quiet', '--no-edit', 'feature');
    const undone = checkout.git('rev-parse', 'HEAD');
    checkout.commit('later', 'of the next sprint');
    push();
    checkout.history(records({ commit: undone, known }));
    const ran = checkout.revert();
    expect([ran.status, ran.stdout]).toEqual([0, 'knowngood/revert-b1 is proposed.\n']);
    expect(checkout.read('page')).toBe('good');
    expect(checkout.read('later')).toBe('of the next sprint');
    expect(checkout.git('ls-files')).not.toContain('feature');
    expect(checkout.git('ls-remote', '--heads', 'origin')).toContain('refs/heads/knowngood/revert-b1');
    const [call = []] = checkout.calls('gh');
    expect(call).toEqual(
      expect.arrayContaining(['pr', 'create', '--base', 'main', '--title', 'Revert 1.1.0: it was rolled back']),
    );
    expect(checkout.read('revert-body.md')).toContain('Why: `5xx since 14:10`');
    // Proposed once, however often the schedule comes.
    const again = checkout.revert();
    expect([again.status, again.stdout]).toEqual([0, 'knowngood/revert-b1 is proposed already.\n']);
    expect(checkout.calls('gh')).toHaveLength(1);
  });

  it('asks GitLab by the push itself', () => {
    checkout.git('-C', join(checkout.folder, 'origin'), 'config', 'receive.advertisePushOptions', 'true');
    const undone = checkout.commit('page', 'bad');
    push();
    checkout.history(records({ commit: undone, known }));
    expect(checkout.revert('gitlab').stdout).toBe('knowngood/revert-b1 is proposed.\n');
    expect(checkout.calls('gh')).toEqual([]);
  });

  it.each<[string, Given, RegExp]>([
    ['a release that names no commit', { commit: null }, /names no commit/],
    ['a commit that git would take for an option', { commit: '--upload-pack=x' }, /names no commit/],
    ['a rollback that froze', { commit: 'abcdef1', outcome: 'frozen' }, /undid no release/],
    ['one that went forward again', { commit: 'abcdef1', forward: true }, /undid no release/],
    ['one of last week', { commit: 'abcdef1', finishedAt: '2020-01-01T00:00:00.000Z' }, /more than 24 hours ago/],
  ])('proposes nothing for %s', (_what, given, told) => {
    push();
    checkout.history(records(given));
    const ran = checkout.revert();
    expect([ran.status, ran.stdout]).toEqual([0, expect.stringMatching(told)]);
    expect(checkout.calls('gh')).toEqual([]);
    checkout.history([]);
    expect(checkout.revert().stdout).toBe('Nothing was rolled back.\n');
  });

  it('fails, and leaves nothing behind, where git cannot revert by itself', () => {
    const undone = checkout.commit('page', 'bad');
    checkout.commit('page', 'bad and mended');
    push();
    checkout.history(records({ commit: undone, known }));
    const ran = checkout.revert();
    expect([ran.status, ran.stdout]).toEqual([1, expect.stringMatching(/cannot be reverted by itself[\s\S]*by hand/)]);
    expect(checkout.git('ls-remote', '--heads', 'origin')).not.toContain('knowngood/');
    expect(checkout.git('status', '--porcelain')).toBe('');
  });

  it('takes what people wrote for words, never for commands or Markdown', () => {
    const undone = checkout.commit('page', 'bad');
    push();
    checkout.history(records({ commit: undone, known, reason: '`$(touch owned)`\n# heading @everyone; rm -rf .' }));
    expect(checkout.revert().status).toBe(0);
    expect(checkout.git('ls-files', '--others')).not.toContain('owned');
    expect(checkout.read('revert-body.md')).toContain('Why: ` $(touch owned) # heading @everyone; rm -rf .`');
  });
});
