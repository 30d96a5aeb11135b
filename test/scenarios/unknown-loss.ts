import { STATES } from '../../lambdas/model/state-names.ts';
import type { Environment } from './environment.ts';

/**
 * A bad release whose lost writes nobody can count, up to the end of the rollback that its alarm starts: it freezes.
 * @returns both executions, ended
 */
export async function freezeByUnknownLoss(environment: Environment) {
  const live = await environment.liveInstance();
  const known = await environment.known('rollback');
  const arn = await watchedRelease(environment, live);
  // The server restarts: its counters can no longer be compared with those at the restore point.
  const server = environment.cloud.rds.serverOf(live);
  await server?.stop();
  await server?.start();
  await environment.fire('survey-5xx-rate');
  const release = await environment.person.ended(arn);
  const rollback = await environment.person.ended(await environment.began('rollback', known));
  await environment.calm('survey-5xx-rate');
  return { release, rollback };
}

/** Settle may change a setting of what was restored just when a release looks: whoever is refused for it starts again. */
async function watchedRelease(environment: Environment, live: string): Promise<string> {
  for (let refused = 0; ; refused++) {
    await environment.available(live);
    const arn = await environment.person.start('release', {
      version: '2.0.0',
      reason: 'Sprint 18',
      migration: 'breaking',
    });
    try {
      await environment.entered(arn, STATES.watchTheAlarms);
      return arn;
    } catch (error) {
      if (refused === 10 || !String(error).includes('expected available, so that a restore point')) throw error;
    }
  }
}
