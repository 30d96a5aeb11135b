import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { App } from 'aws-cdk-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../cli/exit.ts';
import { type Question, questionsOf } from '../../lib/configuration/questions.ts';
import type { EnvironmentConfiguration } from '../../lib/configuration/schema.ts';
import { ControlPlaneStack } from '../../lib/control-plane-stack.ts';
import { Environment } from './environment.ts';

const { build } = (await import(fileURLToPath(new URL('../../cli/build.mjs', import.meta.url)))) as {
  build: (outfile: string) => Promise<unknown>;
};

/** What `init` may ask, as docs/command-line.md lists it: with these permissions, and none else, it has to do. */
const document = readFileSync(new URL('../../docs/command-line.md', import.meta.url), 'utf8');
const [, listed = ''] = /`init` asks by these actions alone: ([\s\S]*?)\./.exec(document) ?? [];
const ACTIONS = [...listed.matchAll(/`([a-z0-9-]+:[A-Za-z]+)`/g)].map(([, action = '']) => action);

/** A new user's way: what AWS tells, the questions answered, a control plane with it, a first release. */
describe('from init to a first release', () => {
  const folder = mkdtempSync(join(tmpdir(), 'knowngood-first-'));
  const bundle = join(folder, 'knowngood.cjs');
  const file = join(folder, 'config', 'sandbox.ts');
  let environment: Environment;

  beforeAll(async () => {
    [environment] = await Promise.all([
      Environment.start({ stacks: ['SurveyPlatform'], isRecorded: false }),
      build(bundle),
    ]);
  }, 120_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await environment.cloud.close();
  }, 30_000);

  const admin = { AWS_ACCESS_KEY_ID: 'sandbox', AWS_SECRET_ACCESS_KEY: 'sandbox' };

  async function run(args: readonly string[], variables: Record<string, string> = admin) {
    const { endpointUrl, kernel } = environment.cloud;
    const child = spawn(process.execPath, [bundle, ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...{ PATH: process.env['PATH'], HOME: folder, LANG: 'C', USER: 'ana', TZ: 'America/Sao_Paulo' },
        ...{ AWS_EC2_METADATA_DISABLED: 'true', AWS_MAX_ATTEMPTS: '1' },
        ...{ AWS_ENDPOINT_URL: endpointUrl, AWS_REGION: kernel.region, ...variables },
      },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      err += data;
    });
    const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? -1)));
    return { code, out, err };
  }

  /** Somebody who may read, and nothing else. */
  async function reader(actions: readonly string[], name: string): Promise<Record<string, string>> {
    const { iam, kernel } = environment.cloud;
    const service = 'sso.amazonaws.com';
    const trust = { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }] };
    const PolicyDocument = { Statement: [{ Effect: 'Allow', Action: [...actions], Resource: '*' }] };
    await iam.resources['AWS::IAM::Role']?.(
      { RoleName: name, AssumeRolePolicyDocument: trust, Policies: [{ PolicyName: 'read', PolicyDocument }] },
      { stackName: 'Team', logicalId: name, generatedName: name },
    );
    const found = iam.credentials(`arn:aws:iam::${kernel.account}:role/${name}`, { service, sourceArn: '' });
    return {
      AWS_ACCESS_KEY_ID: found.accessKeyId,
      AWS_SECRET_ACCESS_KEY: found.secretAccessKey,
      AWS_SESSION_TOKEN: found.sessionToken ?? '',
    };
  }

  const init = ['init', 'sandbox', '--cluster', 'survey', '--service', 'web', '--service', 'worker'];

  it('writes what AWS tells, with the permissions that its document lists', async () => {
    expect(ACTIONS.length).toBeGreaterThan(8);
    const written = await run(init, await reader(ACTIONS, 'initiator'));
    expect([written.code, written.err], written.out).toEqual([EXIT.done, '']);
    expect(written.out).toMatch(/^Written: config\/sandbox\.ts\n\d+ questions are left/);
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/parameter: '\/survey\/database\/host', format: 'host:port'/);
    expect(text).toMatch(/name: 'survey-5xx-rate', criterion: 'end-user-impact', action: 'notify'/);
    expect(text).toMatch(/repositories: \['111122223333\.dkr\.ecr\.sa-east-1\.amazonaws\.com\/otel-collector'\]/);
    expect(text).toContain("configurationPaths: ['/survey/config/']");
    expect(text).toContain('the host of "url" is of this one');
  }, 60_000);

  it.each(ACTIONS)(
    'needs %s, or says what it could not read',
    async (action) => {
      const output = join(folder, `without-${action.replace(':', '-')}.ts`);
      const others = ACTIONS.filter((one) => one !== action);
      const ran = await run([...init, '--output', output], await reader(others, action.replace(':', '-')));
      const whole = questionsIn(readFileSync(file, 'utf8')).length;
      if (ran.code === EXIT.noAccess) expect(ran.err).toContain(action);
      else {
        const text = readFileSync(output, 'utf8');
        const unsaid = questionsIn(text).length === whole && !text.includes('may not read');
        // A count that scales by itself is a remark alone, and no proxy is there to be found.
        const remarks = ['application-autoscaling:DescribeScalableTargets', 'rds:DescribeDBProxies'];
        expect(unsaid && !remarks.includes(action), text).toBe(false);
      }
    },
    60_000,
  );

  it('overwrites nothing, and refuses what it does not know', async () => {
    const again = await run(init);
    expect([again.code, again.err]).toEqual([EXIT.wrongInput, expect.stringMatching(/exists already/)]);
    const named = await run(['init', 'Prod!']);
    expect([named.code, named.err]).toEqual([EXIT.wrongInput, expect.stringMatching(/<name> is "Prod!"; expected/)]);
    const cluster = await run(['init', 'x', '--cluster', 'other']);
    expect([cluster.code, cluster.err]).toEqual([EXIT.notFound, expect.stringMatching(/expected one of "survey"/)]);
    const unanswered = await run(['config', 'check', file]);
    expect([unanswered.code, unanswered.out]).toEqual([
      EXIT.refused,
      expect.stringMatching(/database\.tables\.0: is a question of knowngood init; expected its answer: tables that/),
    ]);
  }, 60_000);

  it('is refused until every question is answered, then releases', async () => {
    const configuration = await answer();
    const valid = await run(['config', 'check', file]);
    expect([valid.code, valid.out]).toEqual([EXIT.done, `${file} is a valid configuration.\n`]);
    await deployWith(configuration);
    const release = await run(['release', '1.1.0', '--reason', 'The first one', '--migration', 'compatible']);
    expect([release.code, release.err], release.out).toEqual([EXIT.done, '']);
    expect(await environment.version()).toBe('1.1.0');
    const [record] = await environment.ledger('release#');
    expect(record).toMatchObject({ version: '1.1.0', outcome: 'good' });
  }, 180_000);

  const questionsIn = (text: string): string[] => [...text.matchAll(/'\?\?\? /g)].map(([one]) => one);

  /** Each question by the answer that this application's people know, as text in the file. */
  async function answer(): Promise<EnvironmentConfiguration> {
    const { exports } = environment.cloud.deployment;
    const exported = (name: string): string => exports.get(`SurveyPlatform-${name}`) ?? '';
    const known: Readonly<Record<string, string>> = {
      'migration.command.0': 'node',
      'database.connect.secret': exported('DatabaseSecretArn'),
      'database.connect.readSecret': exported('DatabaseReadSecretArn'),
      'database.applicationRole': 'survey_app',
      'database.tables.0': 'answers',
      'database.sentinels.0.sql': 'SELECT count(*) FROM surveys',
      'audiences.devops.0': 'devops@pesquisas.example',
      'audiences.teams.0': 'produto@pesquisas.example',
      'database.connect.database': 'survey',
    };
    const loaded = ((await import(`${pathToFileURL(file).href}?asked`)) as { default: object }).default;
    const key = exported('DatabaseKeyArn');
    let text = readFileSync(file, 'utf8');
    for (const { path, text: asked } of questionsOf(loaded) as Question[]) {
      expect(known[path], `${path}: ${asked}`).toBeDefined();
      text = text.replace(`'??? ${asked}'`, `'${known[path]}'`);
    }
    text = text
      .replace("command: ['node']", "command: ['node', 'migrate.ts']")
      // The sandbox's PostgreSQL has no certificate, its secrets a key of their own, and nobody has half an hour here.
      .replace("tls: 'require'", `tls: 'disable',\n      secretKey: '${key}',\n      readSecretKey: '${key}'`)
      .replace('releaseMinutes: 30, rollbackMinutes: 60', 'releaseMinutes: 5, rollbackMinutes: 4');
    writeFileSync(file, text);
    return ((await import(`${pathToFileURL(file).href}?answered`)) as { default: EnvironmentConfiguration }).default;
  }

  async function deployWith(configuration: EnvironmentConfiguration): Promise<void> {
    const outdir = join(folder, 'cdk.out');
    const app = new App({ outdir, analyticsReporting: false });
    new ControlPlaneStack(app, { configuration, file: 'config/sandbox.ts' });
    app.synth();
    await environment.cloud.deployment.add(outdir, 'KnownGood-sandbox');
  }
});
