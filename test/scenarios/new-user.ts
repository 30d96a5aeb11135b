import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { App } from 'aws-cdk-lib';
import { expect } from 'vitest';
import { givenBy } from '../../examples/survey-platform/given.ts';
import { surveyStacks } from '../../examples/survey-platform/stacks.ts';
import { type Question, questionsOf } from '../../lib/configuration/questions.ts';
import type { EnvironmentConfiguration } from '../../lib/configuration/schema.ts';
import { ControlPlaneStack } from '../../lib/control-plane-stack.ts';
import { BARE } from '../lib/app.ts';
import { Environment } from './environment.ts';
import { type Ran, typed } from './typed.ts';

const { build } = (await import(fileURLToPath(new URL('../../cli/build.mjs', import.meta.url)))) as {
  build: (outfile: string) => Promise<unknown>;
};

/** Somebody with an application and no control plane yet: the command line as people run it, in a folder of its own. */
export class NewUser {
  readonly environment: Environment;
  readonly folder: string;
  readonly bundle: string;
  private configuration: EnvironmentConfiguration | undefined;

  private constructor(environment: Environment, folder: string, bundle: string) {
    this.environment = environment;
    this.folder = folder;
    this.bundle = bundle;
  }

  /** @param account whether nothing is there yet, or the application */
  static async arrive(account: 'empty' | 'with-application' = 'with-application'): Promise<NewUser> {
    const folder = mkdtempSync(join(tmpdir(), 'knowngood-first-'));
    const bundle = join(folder, 'knowngood.cjs');
    const started =
      account === 'empty'
        ? Environment.start({ stacks: [], images: [], isRecorded: false, isPrepared: false })
        : Environment.start({ stacks: ['SurveyPlatform'], isRecorded: false });
    const [environment] = await Promise.all([started, build(bundle)]);
    return new NewUser(environment, folder, bundle);
  }

  async leave(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    await this.environment.cloud.close();
  }

  /** What `init` writes. */
  get file(): string {
    return join(this.folder, 'config', 'sandbox.ts');
  }

  readonly run = async (args: readonly string[], variables?: Record<string, string>): Promise<Ran> =>
    await typed(this, args, variables);

  /** As `cdk deploy SurveyPlatform --app 'node examples/survey-platform/deploy.ts'` with this context, but for TLS to the database. */
  async deployApplication(context: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
    const { deployment, kernel } = this.environment.cloud;
    const given = givenBy((key) => context[key], {
      ...{ CDK_DEFAULT_ACCOUNT: kernel.account, CDK_DEFAULT_REGION: kernel.region },
    });
    const outdir = join(this.folder, 'application.out');
    // Tasks run the folder itself, beside its packages, as they would an image.
    const app = new App({ outdir, analyticsReporting: false, context: { 'aws:cdk:disable-asset-staging': true } });
    surveyStacks(app, { ...given, databaseTls: 'disable' });
    app.synth();
    await deployment.add(outdir, 'SurveyPlatform');
    await this.environment.person.servicesSteady();
    return deployment.outputs('SurveyPlatform');
  }

  /**
   * Each question by the answer that this application's people know, as text in the file; then `edit`, as in an editor.
   * @returns the questions' places
   */
  async answer(edit: (text: string) => string = (text) => text): Promise<readonly string[]> {
    const { exports } = this.environment.cloud.deployment;
    const exported = (name: string): string => exports.get(`SurveyPlatform-${name}`) ?? '';
    const known: Readonly<Record<string, string>> = {
      'services.0.repository': 'survey-platform',
      'services.1.repository': 'survey-platform',
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
    const key = exported('DatabaseKeyArn');
    let text = readFileSync(this.file, 'utf8');
    const questions = questionsOf(await this.load('asked')) as Question[];
    for (const { path, text: asked } of questions) {
      expect(known[path], `${path}: ${asked}`).toBeDefined();
      text = text.replace(`'??? ${asked}'`, `'${known[path]}'`);
    }
    text = text
      .replace("command: ['node']", "command: ['node', 'migrate.ts']")
      // The sandbox's PostgreSQL has no certificate, its secrets a key of their own, and nobody has half an hour here.
      .replace("tls: 'require'", `tls: 'disable',\n      secretKey: '${key}',\n      readSecretKey: '${key}'`)
      .replace('releaseMinutes: 30, rollbackMinutes: 60', 'releaseMinutes: 5, rollbackMinutes: 4');
    const edited = edit(text);
    writeFileSync(this.file, edited);
    this.configuration = (await this.load('answered')) as EnvironmentConfiguration;
    return questions.map(({ path }) => path);
  }

  /** As `cdk deploy` would, with the configuration that was answered. */
  async deploy(): Promise<void> {
    if (this.configuration === undefined) throw new Error('There is no configuration yet.');
    const outdir = join(this.folder, 'cdk.out');
    const app = new App({ ...BARE, outdir });
    new ControlPlaneStack(app, { configuration: this.configuration, file: 'config/sandbox.ts' });
    app.synth();
    await this.environment.cloud.deployment.add(outdir, 'KnownGood-sandbox');
  }

  /** Subjects of the mails to an address that begins so. */
  mailsTo(address: string): string[] {
    return this.environment.cloud.sns
      .mailbox()
      .filter(({ to }) => to.startsWith(address))
      .map(({ subject }) => subject);
  }

  private async load(when: string): Promise<object> {
    return ((await import(`${pathToFileURL(this.file).href}?${when}`)) as { default: object }).default;
  }
}
