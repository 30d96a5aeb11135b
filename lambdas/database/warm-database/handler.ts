import type { DBInstance } from '@aws-sdk/client-rds';
import { TEMPORARILY_UNAVAILABLE } from '../../model/errors.ts';
import { type Ended, PAUSE_SECONDS, type Warmth } from '../../model/warmth.ts';
import { isWithin } from '../../step/deadline.ts';
import { oneLine } from '../../step/one-line.ts';
import { isTemporary, step } from '../../step/step.ts';
import { instanceByName } from '../instances.ts';
import { isServing } from '../pointer.ts';
import { withDatabase } from '../sql.ts';
import type { Input, Output } from './contract.ts';
import { warm } from './warm.ts';

/** Longest text of an error to keep. */
const LONGEST = 300;

/**
 * Reads the configured tables of a restored database once, a part in each look: its blocks come from S3 at first touch, and
 * users would wait for each. What cannot be read, or not in time, is told; it stops nothing.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_RestoreFromSnapshot.html ("lazy loading")
 */
export const handler = step<Input, Output>(async (input) => {
  const { moment, since, limitMinutes } = input;
  if (input.kept) return over({ ...input.warmth, done: true, ended: { why: 'kept', detail: null } });
  // A standby has been read before.
  if (input.warmth.done) return over(input.warmth);
  if (limitMinutes === 0) return ended(input, { why: 'off', detail: null });
  try {
    const instance = await instanceByName(input.instance);
    const { Address: host, Port: port = 5432 } = instance?.Endpoint ?? {};
    if (instance === undefined || host === undefined)
      return ended(input, failed(`RDS has no instance ${input.instance} with an address`));
    if (input.pointer !== null && !(await isServing(input.pointer, { host, port })))
      return ended(input, { why: 'elsewhere', detail: null });
    const warmth = { ...(await read(input, { host, port })), filled: filledOf(instance), seconds: secondsSince(input) };
    const unread = warmth.by === 'nothing';
    // Where nothing can be read, RDS fills the volume by itself, and says how far it is.
    const done = unread ? warmth.filled === null : warmth.done;
    const again = !done && isWithin(moment, since, limitMinutes);
    return {
      again,
      waitSeconds: unread ? PAUSE_SECONDS : 1,
      warmth: { ...warmth, ended: again || done ? warmth.ended : (warmth.ended ?? { why: 'time', detail: null }) },
    };
  } catch (error) {
    const why = oneLine((error as Error).message, LONGEST);
    const passes = isTemporary(error as Error) || (error as Error).name === TEMPORARILY_UNAVAILABLE;
    return passes && isWithin(moment, since, limitMinutes)
      ? { again: true, warmth: input.warmth, waitSeconds: PAUSE_SECONDS }
      : ended(input, failed(why));
  }
});

async function read({ connection, tables, warmth }: Input, at: { host: string; port: number }): Promise<Warmth> {
  if (connection === null) return { ...warmth, ended: { why: 'no-connection', detail: null } };
  return { ...warmth, ...(await withDatabase(connection, at, (client) => warm(client, tables, warmth))) };
}

/**
 * RDS names the operation while it lasts, since August 2026.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html (StorageOperationStatus)
 */
const filledOf = ({ StorageOperationStatus, StorageOperationPercentProgress }: DBInstance): number | null =>
  StorageOperationStatus?.toLowerCase() === 'initializing' ? (StorageOperationPercentProgress ?? 0) : null;

const secondsSince = ({ moment, since }: Input): number =>
  Math.max(0, Math.round((Date.parse(moment.now) - Date.parse(since)) / 1_000));

const failed = (detail: string): Ended => ({ why: 'failed', detail });
const over = (warmth: Warmth): Output => ({ again: false, warmth, waitSeconds: 0 });
const ended = (input: Input, why: Ended): Output => over({ ...input.warmth, seconds: secondsSince(input), ended: why });
