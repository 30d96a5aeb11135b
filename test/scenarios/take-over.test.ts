import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STATES } from '../../lambdas/model/state-names.ts';
import { Environment, factsOf } from './environment.ts';

/**
 * A rollback in each phase of a release takes the environment over, whatever step is in flight. Behind the release's own fence
 * an alarm is reported and not acted on, for the fence itself rings many; there a person starts the rollback.
 */
describe('a release is taken over', () => {
  let environment: Environment;
  beforeAll(async () => {
    environment = await Environment.start();
    await environment.ask('POST', '/surveys', { title: 'Atendimento' });
    await environment.ask('POST', '/surveys/1/answers', { score: 7, comment: 'kept' });
  }, 90_000);
  afterAll(async () => environment.cloud.close(), 30_000);

  it.each([
    [STATES.announceTheRelease, 'nothing-to-undo', 'open'],
    [STATES.lookAtMaintenanceModeForTheRelease, 'nothing-to-undo', 'fenced'],
    [STATES.lookWhetherAllTasksHaveStopped, 'nothing-to-undo', 'fenced'],
    [STATES.lookAtTheRestorePoint, 'nothing-to-undo', 'fenced'],
    [STATES.lookAtTheMigration, 'services-and-database', 'fenced'],
    [STATES.lookWhetherTheServicesAreSteady, 'services-and-database', 'fenced'],
    [STATES.lookWhetherTheServicesRun, 'services-and-database', 'fenced'],
  ])(
    'at "%s": %s',
    async (state, decision, fence) => {
      const known = await environment.known('rollback');
      const release = await environment.person.start('release', {
        version: '2.0.0',
        reason: `an alarm at "${state}"`,
        migration: 'breaking',
      });
      await environment.entered(release, state);
      await environment.fire('survey-5xx-rate');
      const byAlarm = await environment.began('rollback', known);
      if (fence === 'fenced') {
        const reported = await environment.person.ended(byAlarm);
        expect(reported.status, reported.cause).toBe('SUCCEEDED');
        expect(JSON.parse(reported.output ?? '{}').decision).toBeUndefined();
      }
      const asked = { reason: 'answers are lost', criterion: 'data-loss-or-exposure' };
      const rollback = fence === 'fenced' ? await environment.person.start('rollback', asked) : byAlarm;
      const ended = await environment.person.ended(rollback);
      expect(ended.error, ended.cause).toBe(decision === 'nothing-to-undo' ? 'NothingToUndo' : undefined);
      expect(factsOf(ended).decision).toBe(decision);
      // Stopped, or refused by the ledger before that: either way it has done nothing more.
      const stopped = await environment.person.ended(release);
      expect(['RolledBack', 'LockLost']).toContain(stopped.error);
      expect(await environment.version()).toBe('1.0.0');
      expect((await environment.ask('GET', '/surveys')).status).toBe(200);
      expect(await environment.status()).toEqual({ status: 'open', maintenance: null, stopped: 0 });
      const live = await environment.liveInstance();
      expect(await environment.comments(live)).toEqual(['kept']);
      await environment.calm('survey-5xx-rate');
      await environment.available(live);
    },
    90_000,
  );

  it('while it inspects: it is refused for the alarm it sees, or taken over before it has looked', async () => {
    const known = await environment.known('rollback');
    const release = await environment.person.start('release', { version: '1.1.0', reason: 'an alarm at once' });
    await environment.entered(release, STATES.inspectTheEnvironment);
    await environment.fire('survey-5xx-rate');
    const ended = await environment.person.ended(await environment.began('rollback', known));
    expect([ended.status, ended.error]).toEqual(['FAILED', 'NothingToUndo']);
    expect(['nothing-to-undo', 'notify-only']).toContain(factsOf(ended).decision);
    expect(['EnvironmentNotReady', 'RolledBack', 'LockLost']).toContain(
      (await environment.person.ended(release)).error,
    );
    expect(await environment.version()).toBe('1.0.0');
    expect(await environment.status()).toEqual({ status: 'open', maintenance: null, stopped: 0 });
    await environment.calm('survey-5xx-rate');
  }, 60_000);

  it('with one release and one rollback acting at a time', () => {
    const taken = environment.cloud.endpoint.calls.filter(
      (call) => call.service === 'dynamodb' && call.error?.startsWith('TransactionCanceled') === true,
    );
    // Refused writes of a holder that had lost the environment are the guard at work; no two holders ever wrote.
    expect(taken.every((call) => call.principal.includes('knowngood'))).toBe(true);
  });
});
