import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { removeAtEnd } from '../../sandbox/processes/guard.ts';
import { installed } from './installed.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const app = mkdtempSync(join(tmpdir(), 'knowngood-app-'));
removeAtEnd(app);
const within = (path: string) => join(app, 'node_modules/knowngood', path);

beforeAll(async () => {
  await installed(app);
}, 120_000);

it('holds one module, its types, every function, the command, a licence, and no source', () => {
  expect(readdirSync(within('.')).sort()).toEqual([
    ...[
      'LICENSE',
      'README.md',
      'api.md',
      'dependencies.md',
      'functions',
      'index.js',
      'knowngood.cjs',
      'lost-writes.cjs',
    ],
    ...['package.json', 'types'],
  ]);
  const functions = readdirSync(within('functions'));
  expect(functions.length).toBeGreaterThan(50);
  for (const name of functions) expect(statSync(within(`functions/${name}/index.mjs`)).size).toBeGreaterThan(1_000);
  const { bin, dependencies, peerDependencies } = JSON.parse(readFileSync(within('package.json'), 'utf8'));
  expect([Object.keys(dependencies), Object.keys(peerDependencies)]).toEqual([
    ['valibot'],
    ['aws-cdk-lib', 'constructs'],
  ]);
  const help = spawnSync(process.execPath, [within(bin.knowngood), '--help', '--language', 'en'], { encoding: 'utf8' });
  expect(help.stdout).toContain('rollback');
});

it('an empty app in TypeScript takes it: the example of its page holds its types, and a wrong key does not', () => {
  const page = readFileSync(within('README.md'), 'utf8');
  const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(page) ?? [];
  const made = `import { Stack } from 'aws-cdk-lib';
${DECLARED}
class Application extends Stack {
  make() {
    ${example.replace(/^import .*$/m, '')}
  }
}
new Application();
`;
  writeFileSync(join(app, 'app.ts'), `import { ControlPlane } from 'knowngood';\n${made}`);
  writeFileSync(
    join(app, 'wrong.ts'),
    `import { ControlPlane } from 'knowngood';\n${made.replace("kind: 'worker'", "kind: 'cron'")}`,
  );
  const compiled = (file: string) =>
    spawnSync(
      join(root, 'node_modules/.bin/tsc'),
      [file, ...'--noEmit --strict --skipLibCheck --module nodenext --target es2024 --types node'.split(' ')],
      { cwd: app, encoding: 'utf8' },
    ).stdout;
  expect(compiled('app.ts')).toBe('');
  expect(compiled('wrong.ts')).toContain('"cron"');
}, 120_000);

/** What the page's example leaves to its reader. */
const DECLARED = `import * as aws from 'aws-cdk-lib';
declare const web: aws.aws_ecs.FargateService, worker: aws.aws_ecs.FargateService;
declare const repository: aws.aws_ecr.IRepository, sidecarRepository: aws.aws_ecr.IRepository;
declare const listener: aws.aws_elasticloadbalancingv2.IApplicationListener;
declare const instance: aws.aws_rds.DatabaseInstance, vpc: aws.aws_ec2.Vpc, databaseClients: aws.aws_ec2.SecurityGroup;
declare const databaseHost: aws.aws_ssm.StringParameter, databaseKey: aws.aws_kms.Key, monitoringRole: aws.aws_iam.Role;
declare const ownerSecret: aws.aws_secretsmanager.Secret, readerSecret: aws.aws_secretsmanager.Secret;
declare const applicationSecret: aws.aws_secretsmanager.Secret, errorRate: aws.aws_cloudwatch.Alarm;
declare const subnetGroup: aws.aws_rds.SubnetGroup, parameterGroup: aws.aws_rds.ParameterGroup;
declare const deployRole: aws.aws_iam.Role, onCallRole: aws.aws_iam.Role;`;
