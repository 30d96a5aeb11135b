import { Duration } from 'aws-cdk-lib';
import type { Settling } from '../../lambdas/model/settling.ts';
import { STATES } from '../../lambdas/model/state-names.ts';
import { execution, inputOf, moment, now } from './context.ts';
import { flow, type Part } from './flow.ts';
import { not, or } from './operators.ts';
import { every } from './pace.ts';
import { warm } from './phases/warming.ts';
import { $ } from './variables.ts';
import type { Workflow } from './workflow.ts';

/** The first backup of a restored instance can last for hours. */
const LOOK_EVERY = Duration.minutes(5);
const SETTLED_WITHIN_MINUTES = 24 * 60;
/** Before the first backup of a restored instance ends, RDS takes no change anyway. */
const WARMED_WITHIN_MINUTES = 120;
/** A change of monitoring or insights takes minutes, in which RDS takes no other. */
const BETWEEN_CHANGES = Duration.minutes(2);

/**
 * After a restore: reads what is still cold, waits until RDS has finished, applies one by one what the restore did not take, compares the new instance
 * with the replaced one, and tells. Each look begins from what RDS says: stopped and redriven it goes on where it was. Of an
 * instance that was replaced in the meantime it leaves its hands.
 */
export function settleDefinition(w: Workflow): Part {
  const settling = inputOf<Settling>();
  const begin = w.pass('Begin to settle', {
    assign: { attempts: { tried: [], refused: [] }, warmth: settling.warmth, warmingSince: now },
  });
  const look = w.task(
    STATES.lookWhetherTheDatabaseHasSettled,
    w.steps.lookAtSettling,
    {
      moment,
      since: execution.startedAt,
      settling,
      pointer: w.written.pointer,
      attempts: $.attempts,
      limitMinutes: SETTLED_WITHIN_MINUTES,
    },
    (answer) => ({ settled: answer }),
  );
  const looking = w.lookUntil(look, {
    question: 'Has the database settled?',
    done: (seen) => or(seen.settled, seen.owed),
    pace: every(LOOK_EVERY),
    withinMinutes: SETTLED_WITHIN_MINUTES,
  });
  const apply = w.task(
    STATES.applyASettingThatIsOwed,
    w.steps.applyOwedSetting,
    { settling, attempts: $.attempts },
    (answer) => ({ attempts: answer }),
  );
  const warming = warm(w, {
    ...{ name: STATES.goOnWarmingTheDatabase, question: 'Is the rest warm?' },
    connection: w.written.connection,
    ...{ instance: settling.instance, pointer: w.written.pointer, kept: false },
    limitMinutes: w.configuration.database.warmingMinutes === 0 ? 0 : WARMED_WITHIN_MINUTES,
  });
  return flow(
    begin,
    w.when('Is something cold?', not(settling.warmth.done), warming),
    looking,
    w.when('Is a setting owed?', $.settled.owed, flow(apply, w.wait('Let RDS make the change', BETWEEN_CHANGES))),
    w.backTo(look, 'Is there more to look at?', $.settled.owed),
    w.task('Close the settling', w.steps.closeSettling, { now, work: settling.work }),
    w.tell('Tell how the database has settled', 'devops', {
      kind: 'settled',
      instance: settling.instance,
      replaced: $.settled.replaced,
      safetySnapshot: settling.safetySnapshot,
      snapshotStatus: $.settled.snapshotStatus,
      differences: $.settled.differences,
      applied: $.attempts.tried,
      refused: $.attempts.refused,
      changed: settling.changed,
      warmth: $.warmth,
    }),
    w.succeed('The database has settled', { differences: $.settled.differences }),
  );
}
