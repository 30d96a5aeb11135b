import type pg from 'pg';
import { acting } from '../../ledger/acting.ts';
import type { Connection } from '../../model/environment.ts';
import { type LeftBehind, MOST_LEFT_BEHIND, type Sequences } from '../../model/sequences.ts';
import { step } from '../../step/step.ts';
import { orUnreachable } from '../reachable.ts';
import { isShut } from '../shut.ts';
import { type Elsewhere, isCancelled, isRefusal, withDatabase } from '../sql.ts';
import type { Input, Output } from './contract.ts';
import { advance, databasesOf, type OfDatabase, sequencesOf } from './sequences.ts';

/**
 * Moves the sequences of the restored database past what the quarantined one has given out: those ids stand in e-mails,
 * payments and names of objects, and in rows that are brought back. What cannot be moved is told, and users come back.
 */
export const handler = step<Input, Output>(async (input) => {
  const { connection, moment, tried } = input;
  const told = (why: string): Output => ({ done: true, sequences: joined([notReached('*', why)]) });
  if (connection === null) return told('no database connection is configured (database.connect)');
  return await acting({ lock: input.lock, step: 'advance-sequences', now: moment.now }, () =>
    orUnreachable(
      tried,
      async () => {
        try {
          return { done: true, sequences: joined(await ofInstance(connection, input)) };
        } catch (error) {
          if (!isRefusal(error)) throw error;
          if (isCancelled(error) && !isLate(input)) return { ...told(error.message), done: false };
          return told(error.message);
        }
      },
      told,
    ),
  );
});

const isLate = ({ moment, since, limitMinutes }: Input): boolean =>
  Date.parse(moment.now) - Math.max(Date.parse(since), Date.parse(moment.redrivenAt ?? since)) > limitMinutes * 60_000;

const ofInstance = (connection: Connection, { quarantined, restored }: Input): Promise<OfDatabase[]> =>
  withDatabase(connection, quarantined, (from, elsewhereFrom) =>
    withDatabase(connection, restored, async (to, elsewhereTo) => {
      const [theirs, ours] = [await databasesOf(from), await databasesOf(to)];
      const found: OfDatabase[] = [];
      for (const name of [...new Set([...ours, ...theirs])]) {
        if (!ours.includes(name)) found.push(gone(name, 'made-since'));
        else if (!theirs.includes(name)) found.push(gone(name, 'dropped-since'));
        else {
          const here = name === connection.database;
          const read = () => (here ? sequencesOf(from) : elsewhereFrom(name, sequencesOf));
          const open: Elsewhere = here ? async (_name, work) => await work(to) : elsewhereTo;
          found.push(await ofDatabase(name, read, open));
        }
      }
      return found;
    }),
  );

/** One that the owner of the others may not enter, or that refuses something, keeps none of the others from being moved. */
async function ofDatabase(
  name: string,
  read: () => ReturnType<typeof sequencesOf>,
  open: Elsewhere,
): Promise<OfDatabase> {
  try {
    const theirs = await read();
    const { past, leftBehind } = await open(name, (client: pg.Client) => advance(client, theirs));
    return { past, leftBehind: leftBehind.map((one) => ({ ...one, name: `${name}: ${one.name}` })) };
  } catch (error) {
    if (isCancelled(error) || !(isRefusal(error) || isShut(error))) throw error;
    return notReached(name, (error as Error).message);
  }
}

const gone = (name: string, why: LeftBehind['why']): OfDatabase => ({
  past: 0,
  leftBehind: [{ name, why, detail: null }],
});

const notReached = (name: string, detail: string): OfDatabase => ({
  past: 0,
  leftBehind: [{ name, why: 'not-reached', detail }],
});

function joined(found: readonly OfDatabase[]): Sequences {
  const left = found.flatMap(({ leftBehind }) => leftBehind);
  return {
    past: found.reduce((sum, { past }) => sum + past, 0),
    leftBehind: left.slice(0, MOST_LEFT_BEHIND),
    more: Math.max(0, left.length - MOST_LEFT_BEHIND),
  };
}
