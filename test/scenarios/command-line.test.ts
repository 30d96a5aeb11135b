import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../cli/exit.ts';
import { Places } from '../../cli/watch/place.ts';
import { Environment } from './environment.ts';
import { refusedCommands } from './refused-commands.ts';
import { type Ran, typed } from './typed.ts';
import { freezeByUnknownLoss } from './unknown-loss.ts';

const { build } = (await import(fileURLToPath(new URL('../../cli/build.mjs', import.meta.url)))) as {
  build: (outfile: string) => Promise<unknown>;
};

/** The bundle as people run it, a process of its own, against the sandbox by AWS_ENDPOINT_URL alone. */
describe('the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'knowngood-cli-'));
  const bundle = join(folder, 'knowngood.cjs');
  let environment: Environment;
  let reader: Record<string, string>;
  const document = readFileSync(new URL('../../docs/command-line.md', import.meta.url), 'utf8');
  const documented = [...document.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, code = '']) =>
    code.split('\n').filter((line) => line.startsWith('knowngood ')),
  );
  const tried = new Set<string>();

  beforeAll(async () => {
    [environment] = await Promise.all([Environment.start(), build(bundle)]);
    await environment.ask('POST', '/surveys', { title: 'Aplicativo' });
    await environment.ask('POST', '/surveys/1/answers', { score: 8, comment: 'before' });
    const { iam, kernel } = environment.cloud;
    const policy = `arn:aws:iam::${kernel.account}:policy/knowngood-sandbox-${kernel.region}-may-read`;
    const principal = { Service: 'sso.amazonaws.com' };
    await iam.resources['AWS::IAM::Role']?.(
      {
        RoleName: 'reader',
        AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principal }] },
        ManagedPolicyArns: [policy],
      },
      { stackName: 'Team', logicalId: 'Reader', generatedName: 'reader' },
    );
    const found = iam.credentials(`arn:aws:iam::${kernel.account}:role/reader`, {
      service: 'sso.amazonaws.com',
      sourceArn: '',
    });
    reader = {
      AWS_ACCESS_KEY_ID: found.accessKeyId,
      AWS_SECRET_ACCESS_KEY: found.secretAccessKey,
      AWS_SESSION_TOKEN: found.sessionToken ?? '',
    };
  }, 120_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await environment.cloud.close();
  }, 30_000);

  const admin = { AWS_ACCESS_KEY_ID: 'sandbox', AWS_SECRET_ACCESS_KEY: 'sandbox' };

  const run = async (args: readonly string[], variables: Record<string, string> = admin): Promise<Ran> =>
    await typed({ environment, folder, bundle }, args, variables);

  /** A command as docs/command-line.md shows it, with what it names replaced by what there is here. */
  async function asDocumented(
    line: string,
    given: Readonly<Record<string, string>> = {},
    variables: Record<string, string> = admin,
  ): Promise<Ran> {
    expect(documented, 'docs/command-line.md shows it').toContain(line);
    tried.add(line);
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, inQuotes, plain]) => inQuotes ?? plain ?? '');
    return await run(
      words.slice(1).map((word) => given[word] ?? word),
      variables,
    );
  }

  const newest = async (prefix: 'release#' | 'rollback#'): Promise<string> =>
    String((await environment.ledger(prefix)).at(-1)?.['id']);

  it('looks, with the permission to read and nothing else', async () => {
    const status = await asDocumented('knowngood status', {}, reader);
    expect([status.code, status.err]).toEqual([EXIT.done, '']);
    expect(status.out).toMatch(/^sandbox {2}sa-east-1 {2}111122223333\n {2}open\n/);
    expect(status.out).toMatch(/service +web survey-web:\d+ survey-platform:1\.0\.0 .* \d+ of \d+ tasks/);
    expect(status.out).toMatch(/alarms +3 quiet/);
    // No colours where the output is no terminal.
    expect(status.out).not.toContain('\u001b');
    const subscribers = await asDocumented('knowngood subscribers', {}, reader);
    expect(subscribers.out).toMatch(/audience devops\n {2}devops@pesquisas\.example {2,}email {2}confirmed/);
    expect((await asDocumented('knowngood maintenance', {}, reader)).out).toContain('users reach the application');
    expect((await run(['history'], reader)).out).toBe('Nothing is on record.\n');
    const completion = await asDocumented('knowngood completion bash', {}, {});
    expect([completion.code, completion.out.includes('knowngood')]).toEqual([EXIT.done, true]);
    const completed = await run(['complete', '--', 'dec'], {});
    expect(completed.out).toMatch(/^decide\b/m);
  }, 60_000);

  it('speaks the language of the terminal, or the one it is asked for', async () => {
    const portuguese = await run(['status'], { ...reader, LC_ALL: 'pt_BR.UTF-8' });
    expect(portuguese.out).toMatch(/\n {2}aberto\n[\s\S]*\n {2}manutenção +os usuários acessam a aplicação\n/);
    expect((await run(['status', '--language', 'en'], { ...reader, LC_ALL: 'pt_BR.UTF-8' })).out).toContain(
      '\n  open\n',
    );
    expect((await run(['--help', '--language', 'pt-BR'])).out).toMatch(/^Uso: knowngood/);
  }, 60_000);

  it.each(refusedCommands)(
    '%j is refused, and starts nothing',
    async (args, code, message) => {
      const ran = await run(args);
      expect([ran.code, ran.out]).toEqual([code, '']);
      expect(ran.err).toMatch(message);
      expect(environment.cloud.states.executions()).toEqual([]);
    },
    60_000,
  );

  it('says what it lacks: credentials, an answer, a permission', async () => {
    const none = await run(['status'], {});
    expect([none.code, none.err]).toEqual([EXIT.noAccess, expect.stringMatching(/There are no AWS credentials/)]);
    const nowhere = await run(['status'], { ...admin, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' });
    expect(nowhere.code).toBe(EXIT.noAccess);
    expect(nowhere.err).toMatch(/http:\/\/127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\)/);
    const denied = await run(['release', '1.1.0', '--reason', 'x y'], reader);
    expect([denied.code, denied.out]).toEqual([EXIT.noAccess, '']);
    expect(denied.err).toMatch(/AWS denies it: .*states:StartExecution[\s\S]*docs\/access\.md/);
  }, 60_000);

  it('confirms nothing where no second person is needed', async () => {
    const confirming = await asDocumented('knowngood decide --confirm 20261124171500-4f0c2a11');
    expect([confirming.code, confirming.out]).toEqual([EXIT.wrongInput, '']);
    expect(confirming.err).toContain('sandbox has no rule of a second person ("requireSecondPerson")');
  }, 60_000);

  it('checks configurations without AWS', async () => {
    const good = new URL('../../config/example.ts', import.meta.url).pathname;
    const valid = await asDocumented(
      'knowngood config check config/production.ts',
      { 'config/production.ts': good },
      {},
    );
    expect([valid.code, valid.out]).toEqual([EXIT.done, `${good} is a valid configuration.\n`]);
    const bad = join(folder, 'bad.ts');
    writeFileSync(bad, "export default { name: 'Prod!' } as const;\n");
    const wrong = await run(['config', 'check', bad], {});
    expect([wrong.code, wrong.out]).toEqual([EXIT.refused, expect.stringMatching(/name: .*"Prod!"/)]);
    writeFileSync(bad, 'export const nothing = 1;\n');
    expect((await run(['config', 'check', bad], {})).out).toMatch(/exports no configuration/);
  }, 60_000);

  it('writes a configuration from what AWS tells', async () => {
    const line = 'knowngood init production --cluster cx --service api --service sender';
    const names = { production: 'homologation', cx: 'survey', api: 'web', sender: 'worker' };
    const written = await asDocumented(line, names);
    expect([written.code, written.err]).toEqual([EXIT.done, '']);
    expect(written.out).toMatch(/^Written: config\/homologation\.ts\n\d+ questions are left/);
    const unanswered = await run(['config', 'check', 'config/homologation.ts']);
    expect([unanswered.code, unanswered.out]).toEqual([
      EXIT.refused,
      expect.stringMatching(/a question of knowngood init/),
    ]);
    const json = JSON.parse((await run(['init', 'x', '--service', 'web', '--json', '--output', 'x.ts'])).out);
    expect(json).toMatchObject({ file: 'x.ts', problems: [] });
    expect(json.questions.length).toBeGreaterThan(5);
  }, 60_000);

  it('checks, prints and starts a release, and shows it to its end', async () => {
    const check = await asDocumented('knowngood check 1.1.0 --migration compatible');
    expect([check.code, check.err]).toEqual([EXIT.done, '']);
    expect(check.out).toMatch(/^Nothing would stop it\.\nChanges\n[\s\S]*Plan\n {2}- anunciar a liberação 1\.1\.0/);
    const missing = await run(['check', '9.9.9']);
    expect([missing.code, missing.out]).toEqual([
      EXIT.refused,
      expect.stringMatching(/It would not run:\nWhat would stop it\n/),
    ]);
    const doctor = await asDocumented('knowngood doctor');
    expect([doctor.code, doctor.out]).toEqual([EXIT.done, expect.stringMatching(/Nothing stands in the way\.\n$/)]);
    const drill = await asDocumented('knowngood drill');
    expect([drill.code, drill.out]).toEqual([EXIT.done, expect.stringMatching(/✔ whoever practises has been sent/)]);
    const printed = await asDocumented(
      'knowngood release --confirm 1.1.0 --reason "Looked at the dashboards for an hour" --print',
    );
    expect(JSON.parse(printed.out)).toEqual({
      ...{ confirm: '1.1.0', reason: 'Looked at the dashboards for an hour', requestedBy: 'ana' },
    });
    expect(await environment.ledger('release#')).toEqual([]);
    const release = await asDocumented(
      'knowngood release 1.1.0 --reason "Sprint 17: channel of each answer" --migration compatible',
    );
    expect([release.code, release.err], release.out).toEqual([EXIT.done, '']);
    expect(release.out).toMatch(
      /release 1\.1\.0 begins\n[\s\S]*1\. Switch a service.*\n[\s\S]*Are the services steady\?.*\n[\s\S]*release 1\.1\.0 done after/,
    );
    expect(await environment.version()).toBe('1.1.0');
    const busy = await run(['release', '1.1.0', '--reason', 'x y', '--commit', 'main']);
    expect([busy.code, busy.err]).toEqual([EXIT.wrongInput, expect.stringMatching(/"commit".*hexadecimal/)]);
  }, 180_000);

  it('switches automation off for a while and on again, as the console does', async () => {
    const line = 'knowngood automation off --until 2h --reason "Load test of the surveys: its alarms are expected"';
    const printed = await run(['automation', 'off', '--until', '90m', '--reason', 'Load test', '--print']);
    expect(JSON.parse(printed.out)).toMatchObject({ automation: 'off', until: expect.stringMatching(/Z$/) });
    const off = await asDocumented(line, { '2h': '60h' });
    expect([off.code, off.err], off.out).toEqual([EXIT.done, '']);
    const shown = await asDocumented('knowngood automation', {}, reader);
    expect(shown.out).toMatch(
      /automation +OFF: alarms start no rollback\n +until .*, by ana: Load test of the surveys/,
    );
    expect((await run(['status'], reader)).out).toMatch(/automation +OFF: alarms start no rollback\n/);
    await environment.fire('survey-5xx-rate');
    const held = await environment.mail('não gerou rollback');
    expect(held).toMatch(/ana desligou a automação, de .*: Load test of the surveys: its alarms are expected\./);
    const on = await asDocumented('knowngood automation on --reason "The load test is over"');
    expect([on.code, on.err], on.out).toEqual([EXIT.done, '']);
    expect(await environment.mail('Alarmes voltam a iniciar rollbacks')).toMatch(/ana ligou a automação de novo/);
    expect((await run(['automation'], reader)).out).toMatch(/automation +on: alarms start rollbacks\n$/);
    expect((await run(['automation', 'on', '--reason', 'x y'])).code).toBe(EXIT.refused);
    await environment.calm('survey-5xx-rate');
    expect(await environment.ledger('rollback#')).toEqual([]);
  }, 120_000);

  it('shows what is on record of it: history, record, document', async () => {
    const id = await newest('release#');
    const history = await asDocumented('knowngood history', {}, reader);
    expect(history.out).toMatch(new RegExp(`${id} {2}release 1\\.1\\.0 {2}good {2}ana\\n {2}Sprint 17`));
    const { startedAt } = (await environment.ledger('release#'))[0] as { startedAt: string };
    const date = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Sao_Paulo' }).format(new Date(startedAt));
    expect((await asDocumented('knowngood history --on 2026-11-24', { '2026-11-24': date }, reader)).out).toContain(id);
    expect((await run(['history', '--on', '1999-01-01'], reader)).out).toBe('Nothing is on record.\n');
    const show = await asDocumented('knowngood show 2.4.0', { '2.4.0': '1.1.0' }, reader);
    expect(show.out).toMatch(new RegExp(`^release ${id}\\n[\\s\\S]*outcome +good\\n`));
    expect(JSON.parse((await run(['show', id, '--json'], reader)).out)).toMatchObject({
      ...{ kind: 'release', record: { id, version: '1.1.0' } },
    });
    const report = await run(['report', id], reader);
    expect([report.code, report.out]).toEqual([EXIT.done, expect.stringMatching(/^# .*1\.1\.0/)]);
    const status = JSON.parse(
      (await asDocumented('knowngood status --environment production --json', { production: 'sandbox' }, reader)).out,
    );
    expect(status).toMatchObject({
      serving: { version: '1.1.0', by: 'ana', verifiedBy: id },
      back: { decision: 'services' },
    });
  }, 60_000);

  it('rolls back once it is confirmed, and another terminal watches', async () => {
    const dry = await asDocumented('knowngood check --rollback');
    expect([dry.code, dry.out]).toEqual([
      EXIT.done,
      expect.stringMatching(/^Nothing would stop it\.\n[\s\S]*Returns to\n/),
    ]);
    await environment.quiet();
    const rollback = asDocumented(
      'knowngood rollback --reason "Dashboards answer 500 since 14:10" --criterion monitoring-feedback --yes',
    );
    for (let watched: Ran | undefined; watched === undefined; ) {
      const ran = await asDocumented('knowngood watch', {}, reader);
      // It has not begun yet.
      if (ran.code !== EXIT.notFound) watched = ran;
      if (watched !== undefined) {
        expect([watched.code, watched.err], watched.out).toEqual([EXIT.done, '']);
        expect(watched.out).toMatch(/rollback begins\n[\s\S]*Close the rollback[\s\S]*rollback done after/);
      }
    }
    const ran = await rollback;
    expect([ran.code, ran.err], ran.out).toEqual([EXIT.done, '']);
    expect(await environment.version()).toBe('1.0.0');
    const id = await newest('rollback#');
    const file = join(folder, 'post-mortem.html');
    const line = 'knowngood report 20261124141003-6d2d4f9c --html --output post-mortem.html';
    const report = await asDocumented(line, { '20261124141003-6d2d4f9c': id, 'post-mortem.html': file }, reader);
    expect([report.code, report.out]).toEqual([EXIT.done, '']);
    expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>/i);
    expect((await run(['show', id], reader)).out).toMatch(/outcome +done\n/);
  }, 240_000);

  it('shows a frozen environment with its choices, and one copied command decides', async () => {
    await environment.quiet();
    await freezeByUnknownLoss(environment);

    const shown = await run(['status'], reader);
    expect(shown.out).toMatch(/FROZEN: a person decides/);
    expect(shown.out).toMatch(/maintenance +users get the page since/);
    expect(shown.out).toMatch(/RESTORE: .*\n {2}The facts recommend this/);
    const asked = await asDocumented('knowngood decide', {}, reader);
    expect([asked.code, asked.err]).toEqual([EXIT.wrongInput, expect.stringMatching(/--restore, --keep, --reopen/)]);
    const command = /^ {2}(knowngood decide incident-\S+ --restore .*)$/m.exec(shown.out)?.[1] ?? '';
    expect(asked.out).toContain(command);
    const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, inQuotes, plain]) => inQuotes ?? plain ?? '');
    const printed = await run([...words.slice(1), '--print'], reader);
    expect(JSON.parse(printed.out)).toMatchObject({
      database: 'restore',
      acceptLostWrites: 'unknown',
      criterion: 'end-user-impact',
    });
    const other = await run(['decide', 'incident-other', '--keep', '--reason', 'x y']);
    expect([other.code, other.err]).toEqual([
      EXIT.wrongInput,
      expect.stringMatching(/does not wait for a decision; the one that does is "incident-/),
    ]);
    const unsure = await run(['decide', '--keep', '--reason', 'x y']);
    expect(unsure.code).toBe(EXIT.notConfirmed);
    expect((await environment.status()).status).toBe('frozen');
    expect((await run(['maintenance'], reader)).out).toContain('knowngood decide');
    expect((await run(['doctor'])).code).toBe(EXIT.refused);

    const decided = await asDocumented(
      'knowngood decide --restore --accept-lost-writes unknown --reason "Answers before the release matter more" --yes',
    );
    expect([decided.code, decided.err], decided.out).toEqual([EXIT.done, '']);
    expect(await environment.version()).toBe('1.0.0');
    const shownAgain = await run(['status'], reader);
    expect(shownAgain.out).toMatch(
      /owed +settings of survey-kg-\S+ are not all back|owed +survey is kept, quarantined by/,
    );
  }, 300_000);

  it('exports what only the quarantined database has', async () => {
    const id = await newest('rollback#');
    const secrets = [...JSON.stringify(await definition()).matchAll(/"readConnection":\{"secret":"([^"]+)"/g)];
    const line = 'knowngood lost-writes --rollback 20261124141003-6d2d4f9c --secret <ARN> --database cx --folder lost';
    const given = {
      '20261124141003-6d2d4f9c': id,
      '<ARN>': secrets[0]?.[1] ?? '',
      cx: 'survey',
      lost: join(folder, 'lost'),
    };
    // The sandbox's PostgreSQL has no certificate: a connection that is not encrypted is refused unless it is asked for.
    const strict = await asDocumented(line, given);
    expect(strict.code).not.toBe(EXIT.done);
    const words = line
      .split(' ')
      .slice(1)
      .map((word) => given[word as keyof typeof given] ?? word);
    const exported = await run([...words, '--tls', 'disable']);
    expect([exported.code, exported.err], exported.out).toEqual([EXIT.done, '']);
    expect(exported.out).toMatch(/answers/);
  }, 60_000);

  const definition = async (): Promise<unknown> =>
    environment.cloud.states.executions().find(({ options }) => options.machineArn.endsWith('-rollback'))?.options
      .machine;

  it('places every event where it happened, from what AWS tells of a history alone', () => {
    const executions = environment.cloud.states.executions();
    expect(executions.length).toBeGreaterThan(5);
    for (const { options, history } of executions) {
      const places = new Places(options.machine as never);
      const placed = history.events.map(({ path: _, ...event }) => places.place(event));
      const differing = placed.filter(({ path }, at) => path.join('/') !== history.events[at]?.path.join('/'));
      expect(
        differing.map(({ id, type, path }) => ({ id, type, path, expected: history.events[(id ?? 1) - 1]?.path })),
      ).toEqual([]);
    }
  });

  it('has run every command of its document', () => {
    expect(documented.length).toBeGreaterThan(12);
    expect(documented.filter((line) => !tried.has(line))).toEqual([]);
  });
});
