import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Environment, factsOf } from './environment.ts';

describe('a migration that Fargate has no capacity for', () => {
  let environment: Environment;
  beforeAll(async () => {
    environment = await Environment.start();
    await environment.ask('POST', '/surveys', { title: 'Aplicativo' });
  }, 90_000);
  afterAll(async () => environment.cloud.close(), 30_000);

  const restores = () =>
    environment.cloud.endpoint.calls.filter(({ operation }) => operation.startsWith('RestoreDB')).length;
  const release = { version: '2.0.0', reason: 'Sprint 18', migration: 'breaking' };

  it('never gets it: the release fails within its limit, nothing is restored, and users have what they had', async () => {
    environment.cloud.ecs.runOutOfCapacity(Array.from({ length: 60 }, (_, n) => (n % 7 === 3 ? 'stopped' : 'refused')));
    const known = await environment.known('rollback');
    const failed = await environment.run('release', release);
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

  it('gets it a little later: the release goes on', async () => {
    environment.cloud.ecs.runOutOfCapacity(['refused', 'stopped', 'refused']);
    const done = await environment.run('release', { ...release, version: '2.0.0', reason: 'Sprint 18 again' });
    expect(done.status, done.cause).toBe('SUCCEEDED');
    expect(await environment.version()).toBe('2.0.0');
  }, 150_000);
});
