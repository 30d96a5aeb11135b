import { AddTagsToResourceCommand } from '@aws-sdk/client-rds';
import { tagsOf } from '../../aws/tags.ts';
import { acting } from '../../ledger/acting.ts';
import { environmentName } from '../../ledger/table.ts';
import type { Connection } from '../../model/environment.ts';
import { TEMPORARILY_UNAVAILABLE } from '../../model/errors.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { instanceByName, rds } from '../instances.ts';
import { quarantine, refusalOf } from '../quarantine.ts';
import { orUnreachable } from '../reachable.ts';
import { endSessionsOf } from '../sessions.ts';
import { withDatabase } from '../sql.ts';
import { jobsLeft } from '../still-connects.ts';
import type { Input, Output } from './contract.ts';

/**
 * Closes the replaced database to everybody but its owner and the role that counts, makes it read-only for every new session,
 * and marks it; it is kept, unless retention is configured until its day. The pointer has moved: what PostgreSQL refuses is told, and users come back.
 */
export const handler = step<Input, Output>(
  async (input) =>
    await acting({ lock: input.lock, step: 'quarantine-database', now: input.now }, async () => {
      const { connection } = input;
      const taggedOnly: Output = { readOnly: false, sessions: 0, notClosed: [] };
      // Read-only comes before the tag: users lose what is written here, and RDS may refuse the tag for a long time.
      const made =
        connection === null
          ? taggedOnly
          : await orUnreachable(
              input.tried,
              () => closeToWrites(connection, input),
              () => taggedOnly,
            );
      await orUnreachable(
        input.tried,
        () => mark(input),
        () => {},
      );
      return made;
    }),
);

/** @throws StepError when RDS does not know the instance: RDS may answer from old data, and know it a moment later */
async function mark({ instance, work }: Input): Promise<void> {
  const arn = (await instanceByName(instance))?.DBInstanceArn;
  if (arn === undefined)
    throw new StepError(TEMPORARILY_UNAVAILABLE, `RDS does not know the replaced database ${instance}.`);
  const tags = tagsOf(environmentName(), work, 'quarantined');
  await rds.send(new AddTagsToResourceCommand({ ResourceName: arn, Tags: tags }));
}

const closeToWrites = (connection: Connection, input: Input): Promise<Output> =>
  withDatabase(connection, input, async (client, elsewhere) => {
    const { closed, notClosed: open } = await quarantine(client, {
      roles: input.applicationRoles,
      reader: input.reader,
    });
    const notClosed = [...open, ...(await jobsLeft(client, elsewhere))];
    // Both hold for new sessions only: remaining sessions of the application must begin again.
    let sessions = 0;
    const refused = await refusalOf(async () => {
      sessions = (await endSessionsOf(client, input.applicationRoles)).remaining;
    });
    return {
      readOnly: closed,
      sessions,
      notClosed: refused === null ? notClosed : [...notClosed, `its sessions: ${refused}`],
    };
  });
