import { afterAll, beforeAll, expect, it } from 'vitest';
import { STATES } from '../../lambdas/model/state-names.ts';
import { Environment } from './environment.ts';

let environment: Environment;
beforeAll(async () => {
  environment = await Environment.start();
  await environment.ask('POST', '/surveys', { title: 'Atendimento' });
  await environment.ask('POST', '/surveys/1/answers', { score: 7, comment: 'kept' });
}, 90_000);
afterAll(async () => environment.cloud.close(), 30_000);

it('a person gets the database of the very second that a release without a migration recorded', async () => {
  const released = await environment.run('release', { version: '1.1.0', reason: 'Sprint 17' });
  expect(released.status, released.cause).toBe('SUCCEEDED');
  await environment.ask('POST', '/surveys', { title: 'After the point in time' });
  const rollback = await environment.person.start('rollback', {
    ...{ reason: 'Wrong answers', criterion: 'data-loss-or-exposure', database: 'restore' },
  });
  const ended = await environment.person.ended(rollback);
  expect(ended.status, ended.cause).toBe('SUCCEEDED');
  const { decision, lost } = JSON.parse(ended.output ?? '{}');
  expect([decision, lost.known]).toEqual(['services-and-database', true]);
  // A release without a fence: what its idle session had told no counter when it began is counted too, never less than is lost.
  expect([1, 2]).toContain(lost.tables.surveys.inserted);
  expect((await environment.ask('GET', '/surveys')).body).not.toContain('After the point in time');
  expect(await environment.comments(await environment.liveInstance())).toEqual(['kept']);
  const did = environment.cloud.endpoint.calls.map(({ operation }) => operation);
  expect(did).toContain('RestoreDBInstanceToPointInTime');
  expect(did).not.toContain('RestoreDBInstanceFromDBSnapshot');
}, 150_000);

it('a person takes a restored database that its proof finds unfit, and is held to nothing else', async () => {
  const live = await environment.liveInstance();
  await environment.available(live);
  const known = await environment.known('rollback');
  const release = await environment.person.start('release', {
    ...{ version: '2.0.0', reason: 'Sprint 18', migration: 'breaking' },
  });
  // Behind the inspection, and before the restore point: an answer without its survey, which a sentinel forbids.
  await environment.entered(release, STATES.recordTheKnownGood);
  await environment.cloud.rds.serverOf(live)?.query(
    `DO $$ BEGIN PERFORM set_config('session_replication_role', 'replica', true);
       INSERT INTO answers (survey_id, score, comment) VALUES (999, 5, 'orphan'); END $$`,
    [],
    'survey',
  );
  // The migration trips over it too, and its rollback restores what holds it.
  expect((await environment.person.ended(release)).error).toBe('MigrationFailed');
  const failed = await environment.person.ended(await environment.began('rollback', known));
  expect([failed.status, failed.error], failed.cause).toEqual(['FAILED', 'ProofFailed']);
  expect(failed.cause).toMatch(/every answer belongs to a survey.*Nothing was switched to it.*acceptProof/);
  const told = await environment.mail('O rollback falhou');
  expect(told).toMatch(/RESTORE COMO ESTÁ \(acceptProof\).*\n {2}Os usuários passam a trabalhar com o que/);
  expect(told).toMatch(/^ {2}\{.*"database":"restore","acceptProof":true\}$/m);
  expect(await environment.liveInstance()).toBe(live);
  expect((await environment.ask('GET', '/surveys')).body).toContain('knowngood-maintenance');

  const [record] = (await environment.ledger('rollback#')).slice(-1);
  const decision = {
    ...{ reason: 'Looked at it by hand: one orphan', criterion: 'monitoring-feedback', database: 'restore' },
    ...{ incident: record?.['incident'], acceptLostWrites: 'unknown' },
  };
  const again = await environment.run('decision', decision);
  expect([again.status, again.error], again.cause).toEqual(['FAILED', 'ProofFailed']);
  const taken = await environment.run('decision', { ...decision, acceptProof: true });
  expect(taken.status, taken.cause).toBe('SUCCEEDED');
  // What the failed ones restored is adopted.
  const restores = environment.cloud.endpoint.calls.filter(
    ({ operation, error }) => operation === 'RestoreDBInstanceFromDBSnapshot' && error === undefined,
  );
  expect(restores).toHaveLength(1);
  const { restored } = JSON.parse(taken.output ?? '{}') as { restored: string };
  expect(await environment.liveInstance()).toBe(restored);
  expect(await environment.comments(restored)).toEqual(['kept', 'orphan']);
  expect(await environment.version()).toBe('1.0.0');
  const report = environment.cloud.sns.mailbox().findLast((mail) => mail.subject.includes('Rollback concluído'));
  expect(report?.body).toMatch(/unproven/);
  // Each count, by the step that counted: behind a fence that held nothing was asked, and no time is claimed.
  expect(report?.body).toMatch(
    /quanto cada uma demorou:\n- com a aplicação isolada, .*: 0 \(nada foi consultado.*\n- depois da restauração, .*\n- a última, /,
  );
  expect(await environment.status()).toMatchObject({ status: 'open', maintenance: null });
}, 300_000);
