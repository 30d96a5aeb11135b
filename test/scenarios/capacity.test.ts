import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import sandbox from '../../examples/survey-platform/environment.ts';
import { STATES } from '../../lambdas/model/state-names.ts';
import { pause } from '../../play/person.ts';
import { assemblyWith } from './assembly-with.ts';
import { Environment, factsOf } from './environment.ts';

/** Requests that a watch must have seen. */
const MINIMUM = 20;

describe('a migration that does not run as it should, and a watch that must see requests', () => {
  let environment: Environment;
  beforeAll(async () => {
    const assembly = assemblyWith({ watch: { ...sandbox.watch, minimumRequests: MINIMUM } });
    environment = await Environment.start({ assembly });
    await environment.ask('POST', '/surveys', { title: 'Aplicativo' });
  }, 120_000);
  afterAll(async () => environment.cloud.close(), 30_000);

  const restores = () =>
    environment.cloud.endpoint.calls.filter(({ operation }) => operation.startsWith('RestoreDB')).length;
  const release = { version: '2.0.0', reason: 'Sprint 18', migration: 'breaking' };
  const devopsRead = (words: string) =>
    environment.cloud.sns
      .mailbox()
      .findLast((mail) => mail.to === 'devops@pesquisas.example' && mail.subject.includes(words))?.body;

  it('never gets capacity: the release fails within its limit, nothing is restored, and users have what they had', async () => {
    environment.cloud.ecs.runOutOfCapacity(Array.from({ length: 60 }, (_, n) => (n % 7 === 3 ? 'stopped' : 'refused')));
    const known = await environment.known('rollback');
    const failed = await environment.run('release', release);
    environment.cloud.ecs.runOutOfCapacity([]);
    // Refused at the last, or taken and stopped before it ran: the limit may meet either.
    expect(failed.error).toBe('MigrationNotStarted');
    expect(failed.cause).toMatch(/Capacity is unavailable at this time.*Nothing was migrated/);
    const rollback = await environment.person.ended(await environment.began('rollback', known));
    expect([rollback.status, rollback.error]).toEqual(['FAILED', 'NothingToUndo']);
    expect(factsOf(rollback)).toMatchObject({ decision: 'nothing-to-undo' });
    expect(restores()).toBe(0);
    expect(await environment.version()).toBe('1.0.0');
    await environment.quiet();
    expect(await environment.status()).toEqual({ status: 'open', maintenance: null, stopped: 0 });
  }, 150_000);

  it('gets it a little later: the release goes on; nobody asked for anything during its watch, which proves nothing', async () => {
    environment.cloud.ecs.runOutOfCapacity(['refused', 'stopped', 'refused']);
    const done = await environment.run('release', { ...release, version: '1.1.0', migration: 'compatible' });
    expect(done.status, done.cause).toBe('SUCCEEDED');
    expect(await environment.version()).toBe('1.1.0');
    expect(JSON.parse(done.output ?? '{}')).toMatchObject({ observed: false });
    expect((await environment.ledger('release#')).at(-1)).toMatchObject({ version: '1.1.0', outcome: 'unobserved' });
    expect(devopsRead('1.1.0')).toContain('menos requisições do que watch.minimumRequests');
  }, 150_000);

  it('with users who ask enough during the watch, the same release is observed', async () => {
    const watched = await environment.person.start('release', { version: '1.1.0', reason: 'again, by day' });
    await environment.entered(watched, STATES.watchTheAlarms);
    let over = false;
    const ending = environment.person.ended(watched).finally(() => {
      over = true;
    });
    while (!over) {
      expect((await environment.ask('GET', '/surveys')).status).toBe(200);
      await pause(20);
    }
    const { status, cause, output } = await ending;
    expect(status, cause).toBe('SUCCEEDED');
    expect(JSON.parse(output ?? '{}')).toMatchObject({ observed: true });
    expect((await environment.ledger('release#')).at(-1)).toMatchObject({ version: '1.1.0', outcome: 'good' });
  }, 150_000);

  it('one that fails tells why in its own last lines, and the database goes back', async () => {
    const live = environment.cloud.rds.serverOf(await environment.liveInstance());
    await live?.query('CREATE TABLE nps_summary (survey_id bigint)', [], 'survey');
    const known = await environment.known('rollback');
    const failed = await environment.run('release', release);
    expect(failed.error).toBe('MigrationFailed');
    const why =
      /app: exit code 1.*Its log \(web\/app\/[0-9a-f]+ of \/survey\/web\) ends: migrating to 2\.0\.0 \/ relation "nps_summary" already exists/;
    expect(failed.cause).toMatch(why);
    const rollback = await environment.person.ended(await environment.began('rollback', known));
    expect(rollback.status, rollback.cause).toBe('SUCCEEDED');
    const told =
      /app: exit code 1.*O log dela \(web\/app\/[0-9a-f]+ de \/survey\/web\) termina assim: «migrating to 2\.0\.0 \/ relation "nps_summary" already exists/;
    const mails = environment.cloud.sns.mailbox().filter(({ body }) => told.test(body.replaceAll('\n', ' ')));
    expect([...new Set(mails.map(({ to }) => to))]).toEqual(
      expect.arrayContaining(['devops@pesquisas.example', 'plantao@pesquisas.example']),
    );
    expect(mails.filter(({ topic }) => topic === 'knowngood-sandbox-teams')).toEqual([]);
    expect(await environment.version()).toBe('1.1.0');
  }, 200_000);
});
