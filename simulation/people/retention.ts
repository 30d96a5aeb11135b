import { DELETE_AFTER_TAG } from '../../lambdas/model/retention.ts';
import type { Cast } from '../story/cast.ts';
import { PREFIX, RETENTION, RETENTION_RULE } from '../world/control-plane.ts';
import { ACCOUNT } from '../world/kernel.ts';
import type { World } from '../world/world.ts';

const DAY_MS = 86_400_000;
/**
 * Days after the rollback on which retention's schedule fires. What is kept for 30 days is told a week before, may go behind the
 * 30th day, and is deleted at the first look after it.
 */
const DAYS = [1, 24, 25, 31, 32, 33];
/** A person reads the announcement, and switches the deletion protection off. */
const READ_ON = 25;

/**
 * The schedule's events of the next weeks. The world's own clock stays: the time of the event is the only clock that retention
 * has, and weeks of users and alarms would show nothing more.
 */
export async function retentionLooks({ world }: Cast): Promise<void> {
  const today = world.clock.now();
  for (const days of DAYS) {
    await fire(world, RETENTION_RULE, RETENTION, new Date(today + days * DAY_MS).toISOString());
    if (days === READ_ON) await unprotect(world);
  }
}

/** The looks of the first days after a release that had a standby. */
export async function retentionLooksAtStandby({ world }: Cast): Promise<void> {
  const today = world.clock.now();
  for (const days of [1, 2, 3])
    await fire(world, RETENTION_RULE, RETENTION, new Date(today + days * DAY_MS).toISOString());
}

/** A schedule's event for a function. */
export async function fire(
  { functions, kernel: { region } }: World,
  name: string,
  step: string,
  time: string,
): Promise<void> {
  const rule = `arn:aws:events:${region}:${ACCOUNT}:rule/${name}`;
  const events = { arn: 'events.amazonaws.com', service: 'events.amazonaws.com', context: { 'aws:SourceArn': rule } };
  await functions.deliver?.(`arn:aws:lambda:${region}:${ACCOUNT}:function:${PREFIX}${step}`, { time }, events);
}

async function unprotect(world: World): Promise<void> {
  const rds = world.kernel.services.get('rds');
  if (rds === undefined) throw new Error('The world has no RDS.');
  const { ModifyDBInstance } = rds.handlers as unknown as { ModifyDBInstance(input: object): unknown };
  for (const { DBInstanceIdentifier, DeletionProtection, TagList = [] } of world.instances())
    if (DeletionProtection && TagList.some(({ Key }) => Key === DELETE_AFTER_TAG))
      await ModifyDBInstance({ DBInstanceIdentifier, DeletionProtection: false, ApplyImmediately: true });
  // RDS changes it within a minute.
  await world.clock.sleep(5 * 60_000);
}
