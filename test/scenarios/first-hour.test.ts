import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../cli/exit.ts';
import { NewUser } from './new-user.ts';
import { aws, dockerBuild, words } from './shell.ts';

/** The name of the environment, which is the sandbox's here. */
const HERE: Readonly<Record<string, string>> = { production: 'sandbox', 'config/production.ts': 'config/sandbox.ts' };

const EXAMPLE = '--app "node examples/survey-platform/deploy.ts" -c plainHttp=true';

/** Every command of the document, in its order; what deploys is done by the sandbox itself. */
describe('the first hour, command by command', () => {
  const document = readFileSync(new URL('../../docs/first-hour.md', import.meta.url), 'utf8');
  const commands = [...document.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, code = '']) =>
    code.trim().split('\n'),
  );
  const done: string[] = [];
  let user: NewUser;
  beforeAll(async () => {
    user = await NewUser.arrive('empty');
  }, 120_000);
  afterAll(async () => await user.leave(), 30_000);

  /** The next command of the document, which is this one. */
  function next(line: string): string[] {
    expect(commands[done.length], 'docs/first-hour.md shows it next').toBe(line);
    done.push(line);
    return words(line).map((word) => HERE[word] ?? word);
  }
  const run = async (line: string) => await user.run(next(`npm run knowngood -- ${line}`).slice(4));

  it('deploys an application into an empty account, and prepares its database', async () => {
    next('git clone <this repository> && cd knowngood && npm ci');
    next(`npx cdk bootstrap ${EXAMPLE}`);
    const context = next(`npx cdk deploy SurveyPlatform ${EXAMPLE}`).at(-1)?.split('=') ?? [];
    const outputs = await user.deployApplication({ [context[0] ?? '']: context[1] ?? '' });
    expect(await user.environment.ask('GET', '/health')).toMatchObject({ status: 200 });
    expect(await user.environment.ask('GET', '/surveys')).toMatchObject({ status: 500 });
    await aws(user.environment, outputs['FirstMigration'] ?? '');
    const log = 'aws logs filter-log-events --log-group-name /survey/web --filter-pattern "database is at"';
    next(log);
    const told = async () => JSON.stringify((await aws(user.environment, log))['events']);
    await expect.poll(told, { timeout: 20_000 }).toContain('the database is at 1.0.0');
    expect(await user.environment.ask('GET', '/surveys')).toMatchObject({ status: 200 });
  }, 90_000);

  it('describes the environment: what AWS tells, then the answers', async () => {
    next('rm config/example.ts');
    const written = await run('init production --cluster survey --service web --service worker');
    expect([written.code, written.err]).toEqual([EXIT.done, '']);
    const check = next('npm run knowngood -- config check config/production.ts').slice(4);
    expect(await user.run(check)).toMatchObject({ code: EXIT.refused });
    const asked = await user.answer((text) =>
      text.replace(/(name: 'survey-5xx-rate', criterion: '[a-z-]+', action: )'notify'/, "$1'rollback'"),
    );
    for (const path of asked) expect(document, 'docs/first-hour.md answers it').toContain(`\`${path}\``);
    expect(await user.run(check)).toMatchObject({ code: EXIT.done, err: '' });
  }, 60_000);

  it('deploys it', async () => {
    next('npx cdk deploy KnownGood-production');
    await user.deploy();
  }, 90_000);

  it('releases', async () => {
    const build =
      'docker build --platform linux/amd64 --build-arg VERSION=1.1.0 --tag <registry>/survey-platform:1.1.0 examples/survey-platform/app';
    next(build);
    next('aws ecr get-login-password | docker login --username AWS --password-stdin <registry>');
    next('docker push <registry>/survey-platform:1.1.0');
    dockerBuild(user.environment, build).push();
    const check = await run('check 1.1.0 --migration compatible');
    expect([check.code, check.err], check.out).toEqual([EXIT.done, '']);
    const release = await run('release 1.1.0 --reason "The first one" --migration compatible');
    expect([release.code, release.err], release.out).toEqual([EXIT.done, '']);
    expect(await user.environment.version()).toBe('1.1.0');
    for (const address of ['produto@', 'devops@']) expect(user.mailsTo(address).length).toBeGreaterThanOrEqual(2);
    const doctor = await run('doctor');
    expect([doctor.code, doctor.err], doctor.out).toEqual([EXIT.done, '']);
  }, 120_000);

  it('practises, and nothing moves', async () => {
    const drill = await run('drill');
    expect([drill.code, drill.err], drill.out).toEqual([EXIT.done, '']);
    expect(await user.environment.version()).toBe('1.1.0');
  }, 60_000);

  it('goes back by itself when the alarm rings', async () => {
    const ring =
      'aws cloudwatch set-alarm-state --alarm-name survey-5xx-rate --state-value ALARM --state-reason "Practising the way back"';
    next(ring);
    const known = await user.environment.known('rollback');
    await aws(user.environment, ring);
    await user.environment.began('rollback', known);
    const watched = await run('watch');
    expect([watched.code, watched.out]).toEqual([EXIT.endedBadly, expect.stringMatching(/frozen: a person decides/)]);
    const choices = await run('decide');
    expect(choices.out).toMatch(/--keep/);
    const kept = await run('decide --keep --reason "The version before works with the new schema" --yes');
    expect([kept.code, kept.err], kept.out).toEqual([EXIT.done, '']);
    expect(await user.environment.version()).toBe('1.0.0');
    expect((await run('status')).out).toMatch(/runs +what ran before 1\.1\.0, since .*, by ana/);
    expect((await run('history')).out).toMatch(/survey-5xx-rate/);
    const report = await run('report 1.1.0 --output post-mortem.md');
    expect([report.code, report.err]).toEqual([EXIT.done, 'Written: post-mortem.md\n']);
    const containers = (await user.environment.taskDefinition('web'))?.containerDefinitions ?? [];
    for (const { image } of containers)
      expect(image).toMatch(/\/cdk-hnb659fds-container-assets-\d{12}-[a-z0-9-]+:[0-9a-f]{64}$/);
  }, 120_000);

  it('leaves nothing behind but what stays by policy', async () => {
    const { environment } = user;
    next(
      'aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name KnownGood-production',
    );
    next('npx cdk destroy KnownGood-production');
    await environment.cloud.deployment.remove('KnownGood-sandbox');
    for (const rest of [
      'modify-db-instance --db-instance-identifier survey --no-deletion-protection --apply-immediately',
      'delete-db-instance --db-instance-identifier survey --skip-final-snapshot --delete-automated-backups',
    ]) {
      next(`aws rds ${rest}`);
      await environment.available('survey');
      await aws(environment, `aws rds ${rest}`);
    }
    next('aws rds wait db-instance-deleted --db-instance-identifier survey');
    const left = async () =>
      ((await aws(environment, 'aws rds describe-db-instances'))['DBInstances'] as unknown[]).length;
    await expect.poll(left, { timeout: 30_000 }).toBe(0);
    next(`npx cdk destroy SurveyPlatform ${EXAMPLE}`);
    expect(done).toEqual(commands);
  }, 90_000);
});
