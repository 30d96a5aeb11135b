import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { read as readRelease } from '../../lambdas/requests/read-release-request/read.ts';
import { read as readRollback } from '../../lambdas/requests/read-rollback-trigger/read.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const documents = globSync('**/*.md', {
  cwd: root,
  exclude: ['**/node_modules', 'cdk.out', '.sandbox', 'dist'],
}).sort();
const text = (file: string): string => readFileSync(join(root, file), 'utf8');
const blocks = (file: string): { language: string; code: string }[] =>
  [...text(file).matchAll(/^```(\w*)\n([\s\S]*?)^```/gm)].map(([, language = '', code = '']) => ({ language, code }));

/** GitHub's anchor of a heading. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/&lt;|&gt;/g, '')
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

describe.each(documents)('%s', (file) => {
  it('links to what is there', () => {
    const broken = [...text(file).matchAll(/\]\((?!https?:|s3:)([^)#\s]*)(?:#([^)\s]*))?\)/g)].flatMap(
      ([all, path = '', fragment]) => {
        const target = path === '' ? file : join(dirname(file), decodeURI(path));
        if (!existsSync(join(root, target))) return [all];
        if (fragment === undefined || !target.endsWith('.md')) return [];
        const headings = [...text(target).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchor(heading ?? ''));
        return headings.includes(fragment) ? [] : [all];
      },
    );
    expect(broken).toEqual([]);
  });

  it('shows inputs that the workflows take', () => {
    for (const { language, code } of blocks(file)) {
      if (language !== 'json') continue;
      const input: unknown = JSON.parse(code);
      const asked = input as Record<string, unknown>;
      const common = {
        request: input,
        execution: 'arn:aws:states:sa-east-1:111122223333:execution:knowngood-sandbox-rollback:e',
        executionName: 'e',
        startedAt: '2026-11-24T14:10:00.000Z',
        alarms: [],
      };
      if ('criterion' in asked) {
        const reading = readRollback({
          ...common,
          moment: { now: common.startedAt, redrivenAt: null },
          account: '111122223333',
          region: 'sa-east-1',
          functionalities: [],
          services: [{ name: 'web' }],
          language: 'en',
          timeZone: 'UTC',
          oldestSeconds: 300,
          pointer: { parameter: '/survey/database/host', format: 'host' },
          mayDecide: 'incident' in asked || asked['database'] === 'forward',
          decisionWorkflow: 'knowngood-x-decision',
        });
        expect(reading.kind, code).toBe('read');
      } else {
        const reading = readRelease({
          ...common,
          services: [{ name: 'web', container: 'app', repository: 'survey', kind: 'web' }],
          functionalities: [],
          registry: 'registry',
          branch: null,
          migrationService: 'web',
          promotions: ['homologation'],
        });
        expect(reading.ok, code).toBe(true);
      }
    }
  });
});

/** Commands that are run elsewhere, or cannot be run without an account; every other one must be run by this test. */
const RUN_ELSEWHERE: Record<string, string> = {
  'npm start': 'by continuous integration, after the tests',
  'npm test': 'it runs this test',
  'npm run synth': 'the first step of npm test',
  'npm run sandbox': 'test/play',
  'npm run game-day': 'test/play/game-day.test.ts',
  'npm run simulate': 'test/simulation runs what it runs',
  'npm run check': 'npm test runs all its parts',
  'npm run coverage': 'test/lambdas, with a printed table',
  'npm run bench': 'test/bench runs its parts',
  'npm run where': 'test/scripts/where.test.ts',
  'npm run compare': 'needs another commit',
  'npm run mutate': 'minutes to an hour; its sample and its report in test/mutation',
  'aws lambda list-versions-by-function': 'needs an account',
  'aws lambda delete-function': 'needs an account',
  'npm run package': 'test/scripts/package.test.ts',
  'npm pack ./dist/package': 'test/scripts/package.test.ts',
  'npm ci': 'by scripts/run.mjs, on a fresh clone',
  'npx tsc -p .': 'by npm test',
  'npx biome check --write .': 'npm test checks without writing',
  'KEEP_DEFINITIONS=<day> npx vitest run test/simulation/earlier': 'writes the fixture that the test without it reads',
  'npx vitest <file>': 'it waits for the next save',
  'node web.ts': 'by the tasks of every scenario',
  'node worker.ts': 'by the tasks of every scenario',
  'node migrate.ts': 'by the tasks of every scenario',
  'npm run knowngood': 'the same bundle: test/scenarios/command-line.test.ts',
  'npm run lost-writes': 'needs an account; what it writes is tried in test/lambdas/database/lost-rows.test.ts',
  'npm run show-restore': 'minutes; what it calls is tried in test/lambdas/database',
  'npx cdk deploy': 'needs an account',
  'npx cdk bootstrap': 'needs an account',
  'npx cdk diff': 'needs an account',
  'npx cdk destroy': 'needs an account',
  'aws cloudformation update-termination-protection': 'needs an account',
  'aws cloudformation delete-stack': 'needs an account',
  'aws stepfunctions list-executions': 'the call itself, as may-read: test/scenarios/access.test.ts',
  'aws dynamodb update-table': 'needs an account',
  'aws dynamodb get-item': 'the call itself, as may-read: test/scenarios/access.test.ts',
  'aws cloudwatch set-alarm-state': 'the call itself: test/scenarios/first-hour.test.ts',
  'aws s3 cp': 'the calls themselves, as may-read and may-roll-back: test/scenarios/access.test.ts',
  'docker build': 'needs a Docker engine; what it would make: test/examples/dockerfiles.test.ts',
  'docker push': 'needs a registry; played: test/scenarios/first-hour.test.ts',
  'aws ecr get-login-password': 'needs a registry',
  'aws ecs run-task': 'the call itself: test/scenarios/first-hour.test.ts',
  'aws logs filter-log-events': 'the call itself: test/scenarios/first-hour.test.ts',
  'aws rds ': 'the calls themselves, but for those of snapshots: test/scenarios/first-hour.test.ts',
  'aws ecr delete-repository': 'needs an account',
  'aws kms schedule-key-deletion': 'needs an account',
  'aws dynamodb delete-table': 'needs an account',
  'aws s3api delete-bucket': 'needs an account',
  'aws ssm delete-parameters': 'needs an account',
  'aws ecs deregister-task-definition': 'needs an account',
  'npx cdk gc': 'needs an account',
};

describe('commands in the documents', () => {
  const commands = new Set(
    documents.flatMap((file) =>
      [...text(file).matchAll(/(?:^|`|\n)((?:[A-Z_]+=\S+ )?(?:npm|npx|docker|aws|node) [a-z][^`\n#]*)/g)].map(
        ([, command = '']) => command.trim(),
      ),
    ),
  );

  it('are all run, here or elsewhere', () => {
    expect(commands.size).toBeGreaterThan(5);
    const unknown = [...commands].filter(
      (command) =>
        !Object.keys(RUN_ELSEWHERE).some((known) => command.startsWith(known)) &&
        !/^(UPDATE_\w+=1 )?(npx vitest run|npm test)/.test(command) &&
        !command.startsWith('npm sbom'),
    );
    expect(unknown).toEqual([]);
  });

  it('name stacks that are there to be deployed', () => {
    const stacks = readdirSync(join(root, 'cdk.out')).filter((file) => file.endsWith('.template.json'));
    expect(stacks).toContain('SurveyPlatform.template.json');
    expect(stacks.some((file) => file.startsWith('KnownGood-'))).toBe(true);
  });

  it('make a bill of materials', () => {
    const npm = process.env['npm_execpath'];
    const args = ['sbom', '--sbom-format=cyclonedx', '--omit=dev'];
    const made =
      npm === undefined
        ? spawnSync('npm', args, { cwd: root, encoding: 'utf8' })
        : spawnSync(process.execPath, [npm, ...args], { cwd: root, encoding: 'utf8' });
    expect(made.status, made.stderr).toBe(0);
    expect((JSON.parse(made.stdout) as { components: unknown[] }).components.length).toBeGreaterThan(10);
  });
});
