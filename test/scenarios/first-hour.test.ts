import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../cli/exit.ts';
import { NewUser } from './new-user.ts';

/** The names of docs/first-hour.md, and those of the sandbox's application. */
const HERE: Readonly<Record<string, string>> = {
  ...{ production: 'sandbox', cx: 'survey', api: 'web', sender: 'worker' },
  ...{ 'config/production.ts': 'config/sandbox.ts', 'cx-5xx-rate': 'survey-5xx-rate' },
};

/** Every command of the document, in its order; what deploys is done by the sandbox itself. */
describe('the first hour, command by command', () => {
  const document = readFileSync(new URL('../../docs/first-hour.md', import.meta.url), 'utf8');
  const commands = [...document.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, code = '']) =>
    code.trim().split('\n'),
  );
  const done: string[] = [];
  let user: NewUser;
  beforeAll(async () => {
    user = await NewUser.arrive();
  }, 120_000);
  afterAll(async () => await user.leave(), 30_000);

  /** The next command of the document, which is this one. */
  function next(line: string): string[] {
    expect(commands[done.length], 'docs/first-hour.md shows it next').toBe(line);
    done.push(line);
    return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, plain]) => quoted ?? HERE[plain ?? ''] ?? plain ?? '',
    );
  }
  const run = async (line: string) => await user.run(next(`npm run knowngood -- ${line}`).slice(4));

  it('describes the environment: what AWS tells, then the answers', async () => {
    next('git clone <this repository> && cd knowngood && npm ci');
    next('rm config/example.ts');
    const written = await run('init production --cluster cx --service api --service sender');
    expect([written.code, written.err]).toEqual([EXIT.done, '']);
    const check = next('npm run knowngood -- config check config/production.ts').slice(4);
    expect(await user.run(check)).toMatchObject({ code: EXIT.refused });
    await user.answer((text) =>
      text.replace(/(name: 'survey-5xx-rate', criterion: '[a-z-]+', action: )'notify'/, "$1'rollback'"),
    );
    expect(await user.run(check)).toMatchObject({ code: EXIT.done, err: '' });
  }, 60_000);

  it('deploys it, and nothing would stop a release', async () => {
    next('npx cdk bootstrap');
    next('npx cdk deploy KnownGood-production');
    await user.deploy();
    const doctor = await run('doctor');
    expect([doctor.code, doctor.err], doctor.out).toEqual([EXIT.done, '']);
  }, 90_000);

  it('releases', async () => {
    const check = await run('check 1.1.0 --migration compatible');
    expect([check.code, check.err], check.out).toEqual([EXIT.done, '']);
    const release = await run('release 1.1.0 --reason "The first one" --migration compatible');
    expect([release.code, release.err], release.out).toEqual([EXIT.done, '']);
    expect(await user.environment.version()).toBe('1.1.0');
    for (const address of ['produto@', 'devops@']) expect(user.mailsTo(address).length).toBeGreaterThanOrEqual(2);
  }, 120_000);

  it('practises, and nothing moves', async () => {
    const drill = await run('drill');
    expect([drill.code, drill.err], drill.out).toEqual([EXIT.done, '']);
    expect(await user.environment.version()).toBe('1.1.0');
  }, 60_000);

  it('goes back by itself when the alarm rings', async () => {
    const [, , , , alarm = ''] = next(
      'aws cloudwatch set-alarm-state --alarm-name cx-5xx-rate --state-value ALARM --state-reason "Practising the way back"',
    );
    const known = await user.environment.known('rollback');
    await user.environment.fire(alarm);
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
    expect(done).toEqual(commands);
  }, 120_000);
});
