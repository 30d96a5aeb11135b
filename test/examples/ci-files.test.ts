import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type * as parser from '@actions/workflow-parser';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { removeAtEnd } from '../../sandbox/processes/guard.ts';

const folder = new URL('../../examples/ci/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

/** GitHub's own parser imports its schema as Node does not take JSON: bundled, it does. */
async function bundled(): Promise<typeof parser> {
  const outdir = mkdtempSync(join(tmpdir(), 'knowngood-parser-'));
  removeAtEnd(outdir);
  const outfile = join(outdir, 'parser.mjs');
  const entryPoints = [fileURLToPath(import.meta.resolve('@actions/workflow-parser'))];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
  return (await import(pathToFileURL(outfile).href)) as typeof parser;
}
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await bundled();

/** What that parser says of a workflow. */
async function problemsOf(content: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name: 'workflow.yml', content }, new NoOperationTraceWriter());
  if (value !== undefined && context.errors.getErrors().length === 0) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: { readonly 'cancel-in-progress': boolean };
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly run?: string; readonly uses?: string }[] }>
  >;
}

describe.each(['github/release.yml', 'github/revert.yml'])('%s', (name) => {
  const content = read(name);

  it('is what GitHub takes for a workflow', async () => {
    expect(await problemsOf(content)).toEqual([]);
    // The parser would say so: a key that GitHub does not know, and a context that is not there.
    expect(await problemsOf(content.replace('timeout-minutes', 'timeout'))).not.toEqual([]);
    expect(await problemsOf(content.replace('{{ vars.AWS_REGION', '{{ varz.AWS_REGION'))).not.toEqual([]);
  });

  it('takes a role by OIDC, cancels nothing half-way, and puts nothing that people write into a script', () => {
    const { permissions, concurrency, jobs } = parse(content) as Workflow;
    expect(permissions['id-token']).toBe('write');
    expect(concurrency['cancel-in-progress']).toBe(false);
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    // https://docs.github.com/en/actions/concepts/security/script-injections
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
    expect(content).not.toMatch(/aws-access-key-id|AWS_SECRET_ACCESS_KEY|secrets\./);
  });
});

it('gives the revert the right to propose, and the release none to write', () => {
  expect((parse(read('github/release.yml')) as Workflow).permissions['contents']).toBe('read');
  expect((parse(read('github/revert.yml')) as Workflow).permissions).toMatchObject({
    contents: 'write',
    'pull-requests': 'write',
  });
});

/** Of a job, as these files use them: https://docs.gitlab.com/ci/yaml/ */
const KEYWORDS = [
  ...['artifacts', 'before_script', 'environment', 'extends', 'id_tokens', 'image', 'interruptible', 'resource_group'],
  ...['rules', 'script', 'stage', 'timeout', 'variables'],
];

describe('gitlab/knowngood.gitlab-ci.yml', () => {
  const jobs = parse(read('gitlab/knowngood.gitlab-ci.yml')) as Record<string, Record<string, unknown>>;

  it('has jobs of known keywords, each with something to run', () => {
    expect(Object.keys(jobs)).toEqual(['.knowngood', 'release', 'revert']);
    for (const job of Object.values(jobs))
      expect(Object.keys(job).filter((keyword) => !KEYWORDS.includes(keyword))).toEqual([]);
    for (const name of ['release', 'revert']) {
      expect(jobs[name]).toMatchObject({
        extends: '.knowngood',
        script: expect.any(Array),
        rules: [{ if: expect.any(String) }],
      });
      expect(jobs[name]?.['resource_group']).toBeDefined();
    }
  });

  it('gives the command what the SDK reads of a role by OIDC, and keeps no key', () => {
    expect(jobs['.knowngood']?.['variables']).toHaveProperty('AWS_WEB_IDENTITY_TOKEN_FILE');
    for (const name of ['release', 'revert']) expect(jobs[name]?.['variables']).toHaveProperty('AWS_ROLE_ARN');
    expect(read('gitlab/knowngood.gitlab-ci.yml')).not.toMatch(/AWS_SECRET_ACCESS_KEY/);
  });
});

it('names in every job the variables that release.sh asks for', () => {
  const [, asked = ''] = /^: (.*)$/m.exec(read('release.sh')) ?? [];
  const variables = [...asked.matchAll(/\$\{(\w+):\?\}/g)].map(([, name = '']) => name);
  expect(variables).toHaveLength(6);
  const jobs = parse(read('gitlab/knowngood.gitlab-ci.yml')) as Record<string, { variables: object }>;
  for (const variable of variables) {
    expect(Object.keys(jobs['release']?.variables ?? {})).toContain(variable);
    expect(read('github/release.yml')).toMatch(new RegExp(`^ {10}${variable}: `, 'm'));
  }
});

it.each(['release.sh'])('%s is a script that bash takes', (name) => {
  const { status, stderr } = spawnSync('bash', ['-n', fileURLToPath(new URL(name, folder))], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});
