import { afterAll, beforeAll, expect, it } from 'vitest';
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
  await environment.ask('POST', '/surveys/1/answers', { score: 1, comment: 'after the point in time' });
  const rollback = await environment.person.start('rollback', {
    ...{ reason: 'Wrong answers', criterion: 'data-loss-or-exposure', database: 'restore' },
  });
  const ended = await environment.person.ended(rollback);
  expect(ended.status, ended.cause).toBe('SUCCEEDED');
  expect(JSON.parse(ended.output ?? '{}')).toMatchObject({
    ...{ decision: 'services-and-database', lost: { known: true, tables: { answers: { inserted: 1 } } } },
  });
  expect(await environment.comments(await environment.liveInstance())).toEqual(['kept']);
  const did = environment.cloud.endpoint.calls.map(({ operation }) => operation);
  expect(did).toContain('RestoreDBInstanceToPointInTime');
  expect(did).not.toContain('RestoreDBInstanceFromDBSnapshot');
}, 150_000);
