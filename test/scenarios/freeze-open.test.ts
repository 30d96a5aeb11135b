import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import sandbox from '../../examples/survey-platform/environment.ts';
import { assemblyWith } from './assembly-with.ts';
import { Environment } from './environment.ts';
import { freezeByUnknownLoss } from './unknown-loss.ts';

/** `database.onFreeze: open`: a harm that is small beside an outage is not turned into one without a person. */
describe('a decision no machine may take, with users left in', () => {
  let environment: Environment;
  beforeAll(async () => {
    const assembly = assemblyWith({ database: { ...sandbox.database, onFreeze: 'open' } });
    environment = await Environment.start({ assembly });
    await environment.ask('POST', '/surveys', { title: 'Aplicativo' });
    await environment.ask('POST', '/surveys/1/answers', { score: 8, comment: 'before' });
  }, 90_000);
  afterAll(async () => environment.cloud.close(), 30_000);
  const newest = (words: string) =>
    environment.cloud.sns.mailbox().findLast(({ subject }) => subject.includes(words))?.body ?? '';
  const shown = () =>
    newest('É preciso decidir')
      .split('\n')
      .filter((line) => line.trim().startsWith('{'))
      .map((line) => JSON.parse(line) as object);

  it('raises nothing and stops nothing: users stay on the version, and everybody is told so', async () => {
    const { rollback } = await freezeByUnknownLoss(environment);
    expect([rollback.status, rollback.error]).toEqual(['FAILED', 'Frozen']);
    expect(await environment.status()).toEqual({ status: 'frozen', maintenance: null, stopped: 0 });
    expect(await environment.version()).toBe('2.0.0');
    const mail = newest('É preciso decidir');
    expect(mail).toContain('O ambiente está congelado, mas aberto: os usuários continuam na versão 2.0.0');
    expect(mail).toContain('Até lá os usuários continuam gravando.');
    // No release has verified what ran before: nobody knows which version it was, and no other word stands for it.
    expect(mail).toContain('RESTORE (restaurar): voltar para a versão anterior, com o banco de dados');
    expect(mail).not.toContain('unknown, com');
    // The teams were never told of a page.
    const teams = environment.cloud.sns.mailbox().filter(({ topic }) => topic.endsWith('-teams'));
    expect(teams.at(-1)?.body).not.toContain('página de manutenção');
  }, 150_000);

  it('moves nothing until a person decides: no release, no rollback that does not name the incident', async () => {
    expect((await environment.run('release', { version: '1.1.0', reason: 'x' })).error).toBe('LockBusy');
    expect((await environment.run('rollback', { reason: 'back', criterion: 'history' })).error).toBe('RequestRefused');
    expect(await environment.version()).toBe('2.0.0');
  }, 30_000);

  it('the decision that the message shows goes back with the database, behind the page', async () => {
    const [restore] = shown();
    const done = await environment.run('decision', restore);
    expect(done.status, done.cause).toBe('SUCCEEDED');
    expect(await environment.version()).toBe('1.0.0');
    expect(newest('Rollback concluído')).toMatch(/Os usuários viram a página de manutenção por \d+ minutos?/);
    expect(await environment.status()).toEqual({ status: 'open', maintenance: null, stopped: 0 });
  }, 150_000);
});
