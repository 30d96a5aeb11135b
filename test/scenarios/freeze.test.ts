import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Environment, factsOf } from './environment.ts';
import { freezeByUnknownLoss } from './unknown-loss.ts';

describe('a decision no machine may take', () => {
  let environment: Environment;
  beforeAll(async () => {
    environment = await Environment.start();
    await environment.ask('POST', '/surveys', { title: 'Aplicativo' });
    await environment.ask('POST', '/surveys/1/answers', { score: 8, comment: 'before' });
  }, 90_000);
  afterAll(async () => environment.cloud.close(), 30_000);
  const open = { status: 'open', maintenance: null, stopped: 0 };
  const restores = () =>
    environment.cloud.endpoint.calls.filter((call) => call.operation.startsWith('RestoreDB')).length;

  /** A bad release whose lost writes nobody can count: the rollback that the alarm starts ends in a freeze. */
  async function freeze(): Promise<void> {
    // What an earlier one has restored is being settled.
    await environment.available(await environment.liveInstance());
    const { release, rollback: ended } = await freezeByUnknownLoss(environment);
    expect(release.error).toBe('RolledBack');
    // Amber in the console: it ended without what it was started for. Its own message tells, and nobody is called for it.
    expect([ended.status, ended.error]).toEqual(['FAILED', 'Frozen']);
    expect(factsOf(ended).incident).toMatch(/^incident-/);
    expect(environment.subjects().join('\n')).not.toMatch(/O rollback falhou/);
  }

  /** The inputs that the newest message about a decision shows, in its order: restore, keep, reopen. */
  function shown(): object[] {
    const mail = environment.cloud.sns.mailbox().findLast((m) => m.subject.includes('É preciso decidir'));
    return (mail?.body ?? '')
      .split('\n')
      .filter((line) => line.trim().startsWith('{'))
      .map((line) => JSON.parse(line) as object);
  }

  it('unknown lost writes freeze the environment: the page for users, nothing restored, DevOps told the exact JSON', async () => {
    await freeze();
    expect(await environment.status()).toMatchObject({ status: 'frozen' });
    expect((await environment.ask('GET', '/health')).body).toContain('knowngood-maintenance');
    expect(restores()).toBe(0);
    // Nobody could lower the page of a stack that is gone.
    await expect(environment.cloud.deployment.remove('KnownGood-sandbox')).rejects.toThrow(
      /is not removed: the environment is frozen .*; maintenance mode is up since .*; services are stopped: /,
    );
  }, 120_000);

  it('the message carries the incident: its reason, what each choice does, and which one the facts recommend', () => {
    const { body = '' } =
      environment.cloud.sns.mailbox().findLast((m) => m.subject.includes('É preciso decidir')) ?? {};
    expect(body).toContain('(impacto no usuário final)');
    expect(body).toMatch(/RESTORE .*\n {2}É o que os fatos recomendam: a migração incompatível já tinha começado/);
    expect(body).toMatch(
      /KEEP .*\n {2}Não se abre mão de nenhuma gravação\. Mas a migração incompatível da versão 2\.0\.0 já/,
    );
    // Nothing is quarantined, and there is no safety snapshot yet.
    expect(body).not.toMatch(/quarentena|snapshot de segurança/);
    for (const json of shown())
      expect(json).toMatchObject({ criterion: 'end-user-impact', reason: expect.stringMatching(/\w/) });
  });

  it('a release is refused meanwhile, a rollback that does not name the incident, and a decision at the wrong door', async () => {
    expect((await environment.run('release', { version: '1.1.0', reason: 'x' })).error).toBe('LockBusy');
    const blind = await environment.run('rollback', { reason: 'go back', criterion: 'history' });
    expect([blind.status, blind.error]).toEqual(['FAILED', 'RequestRefused']);
    expect(blind.cause).toMatch(/expected "incident": "incident-/);
    const asking = await environment.run('rollback', {
      reason: 'go back',
      criterion: 'history',
      incident: 'i',
      decision: 'reopen',
    });
    expect(asking.cause).toMatch(
      /"incident", "decision" decides about an incident, which this workflow does not take; expected a start of knowngood-sandbox-decision/,
    );
    expect(await environment.status()).toMatchObject({ status: 'frozen' });
  }, 30_000);

  it('restore: the JSON the message shows is all a person needs to go back with the database', async () => {
    const [restore] = shown();
    expect(restore).toMatchObject({ database: 'restore', acceptLostWrites: 'unknown' });
    const done = await environment.run('decision', restore);
    expect(done.status, done.cause).toBe('SUCCEEDED');
    expect(await environment.version()).toBe('1.0.0');
    const { restored } = JSON.parse(done.output ?? '{}') as { restored: string };
    expect(await environment.comments(restored)).toEqual(['before']);
    const [incident] = await environment.ledger('incident#');
    expect(incident).toMatchObject({ whole: true, trigger: { kind: 'alarm', alarm: 'survey-5xx-rate' } });
    expect(Object.values(incident?.['executions'] ?? {}).map((part) => (part as { outcome: string }).outcome)).toEqual([
      'freeze',
      'done',
    ]);
    const report = environment.cloud.sns.mailbox().findLast((m) => m.subject.includes('Rollback concluído'));
    expect(report?.body).toMatch(/O alarme survey-5xx-rate disparou em .*\nCritério: impacto no usuário final\n/);
    // PostgreSQL lets a superuser alone create pg_prewarm, RDS also the owner that it makes.
    expect(report?.body).toMatch(
      /Aquecimento: as tabelas configuradas foram lidas antes da volta dos usuários .* por consultas/,
    );
    expect(report?.body).toMatch(/Os usuários viram a página de manutenção por \d+ minutos?/);
    // What the teams got of it, in order: each is news, and none is said twice.
    const teams = environment.cloud.sns.mailbox().filter(({ topic }) => topic.endsWith('-teams'));
    const subjects = teams.map(({ subject }) => subject.replace('[sandbox] ', ''));
    expect(subjects.filter((subject, n) => subjects.indexOf(subject) === n)).toEqual([
      'Começa a liberação da versão 2.0.0',
      'Estamos desfazendo a versão 2.0.0',
      'A versão 2.0.0 está parada: uma pessoa precisa decidir',
      'Uma pessoa decidiu: a versão 2.0.0 será desfeita',
      'A aplicação voltou',
    ]);
    expect(await environment.status()).toEqual(open);
  }, 120_000);

  it('keep: code and configuration go back, and nobody’s writes are lost', async () => {
    await freeze();
    const before = restores();
    const live = await environment.liveInstance();
    const done = await environment.run('decision', shown()[1]);
    expect(done.status, done.cause).toBe('SUCCEEDED');
    expect(JSON.parse(done.output ?? '{}')).toMatchObject({ decision: 'services' });
    // The migration has emptied the table: nobody may be told that nothing is missing.
    const told = environment.cloud.sns.mailbox().findLast((m) => m.subject.includes('A aplicação voltou'));
    expect(told?.body).toContain('já tinha alterado o banco de dados: se algo parecer errado ou faltar');
    expect(await environment.version()).toBe('1.0.0');
    expect(restores()).toBe(before);
    expect(await environment.liveInstance()).toBe(live);
    expect(await environment.status()).toEqual(open);
  }, 180_000);

  it('reopen: the environment serves again as it is, and the release is nobody’s good one', async () => {
    await freeze();
    const before = restores();
    const done = await environment.run('decision', shown()[2]);
    expect(done.status, done.cause).toBe('SUCCEEDED');
    expect(JSON.parse(done.output ?? '{}')).toMatchObject({ decision: 'reopen' });
    expect(await environment.version()).toBe('2.0.0');
    expect(restores()).toBe(before);
    expect(await environment.status()).toEqual(open);
    expect((await environment.ledger('release#')).at(-1)).toMatchObject({ version: '2.0.0', outcome: 'unobserved' });
    const to = (words: string) => environment.cloud.sns.mailbox().findLast((m) => m.subject.includes(words))?.body;
    expect(to('A versão 2.0.0 está parada: uma pessoa precisa decidir')).toContain('pelo menos a cada 60 minutos');
    expect(to('A versão 2.0.0 está no ar de novo')).toContain('nenhum alarme desfaz esta versão sozinho');
  }, 180_000);

  it('no alarm undoes what a person reopened, until a person confirms it', async () => {
    // An alarm that still looks back over the page is only reported, whoever reopened.
    await environment.cloud.clock.sleep(20 * 60_000);
    const known = await environment.known('rollback');
    await environment.fire('survey-5xx-rate');
    const held = await environment.person.ended(await environment.began('rollback', known));
    expect([held.status, held.error]).toEqual(['FAILED', 'NothingToUndo']);
    expect(factsOf(held).because.join('; ')).toMatch(/reabriu a liberação 2\.0\.0 .*até que uma pessoa a confirme/);
    expect(await environment.version()).toBe('2.0.0');
    expect(await environment.status()).toEqual(open);
    await environment.calm('survey-5xx-rate');
    const confirmed = await environment.run('release', { confirm: '2.0.0', reason: 'Looked at it for an hour' });
    expect(confirmed.status, confirmed.cause).toBe('SUCCEEDED');
    expect((await environment.ledger('release#')).at(-1)).toMatchObject({ version: '2.0.0', outcome: 'good' });
  }, 240_000);
});
