import type { Cloud } from '../sandbox/cloud.ts';
import type { Execution } from '../sandbox/services/states/execution.ts';
import type { HelpVisitor } from './help-visitor.ts';
import { type Person, pause } from './person.ts';
import type { Traffic } from './traffic.ts';
import type { Outcome, RollbackOutput } from './verdict.ts';

/** Everybody in the play, and the cloud it plays in. */
export interface Stage {
  readonly cloud: Cloud;
  readonly person: Person;
  readonly traffic: Traffic;
  readonly helpVisitor: HelpVisitor;
}

/** The first act: a release that goes well. */
export async function goodRelease({ person, traffic }: Stage): Promise<Outcome['good']> {
  const from = traffic.now;
  const { status = '' } = await person.ended(
    await person.start('release', {
      version: '1.1.0',
      reason: 'Sprint 17: canal de cada resposta',
      migration: 'compatible',
      requestedBy: 'Ana',
    }),
  );
  const to = traffic.now;
  // The second in which the release ended must be over before the next one raises its page in it.
  await pause(1_100);
  return { status, from, to };
}

/** The second act: a release whose alarm starts a rollback. */
export async function badRelease(stage: Stage): Promise<Omit<Outcome, 'good'> & { readonly played?: Execution }> {
  const { cloud, person, traffic, helpVisitor } = stage;
  const release = await person.start('release', {
    version: '2.0.0',
    reason: 'Sprint 18: respostas consolidadas',
    migration: 'breaking',
    requestedBy: 'Bruno',
    affected: ['surveys'],
  });
  const { status = '', error = '' } = await person.ended(release);
  const played = rollbackIn(cloud);
  const rollback = played === undefined ? undefined : await person.ended(played.options.arn);
  await pause(1_000);
  await Promise.all([traffic.end(), helpVisitor.end()]);
  return {
    bad: { status, error },
    rollback: {
      status: rollback?.status ?? 'not started',
      startedByAlarm: JSON.parse(rollback?.input ?? '{}')['detail-type'] === 'CloudWatch Alarm State Change',
      output: JSON.parse(rollback?.output ?? '{}') as RollbackOutput,
    },
    restorePointAt: restorePointAt(cloud, release),
    ...(played === undefined ? {} : { played }),
  };
}

/** The state in which a rollback takes the environment over. */
export const TAKES_OVER = 'Take over the lock';

/** The rollback that acts. Alarms that the page itself rings start others, which only report that. */
const rollbackIn = (cloud: Cloud): Execution | undefined =>
  cloud.states
    .executions()
    .find(({ history: { events } }) => events.some((event) => event.stateEnteredEventDetails?.name === TAKES_OVER));

const executionOf = (cloud: Cloud, arn: string): Execution | undefined =>
  cloud.states.executions().find(({ options }) => options.arn === arn);

/** The state in which nothing can be written: the fenced restore point is asked for. */
export const RESTORE_POINT = 'Create the restore point';

/** When the restore point was asked for: real ms, from the virtual history. */
function restorePointAt(cloud: Cloud, release: string): number {
  const events = executionOf(cloud, release)?.history.events;
  const entered = events?.find((event) => event.stateEnteredEventDetails?.name === RESTORE_POINT);
  const virtual = entered?.timestamp?.getTime() ?? Number.NaN;
  return Date.now() - (cloud.clock.now() - virtual) / cloud.clock.factor;
}
