import { TEMPORARILY_UNAVAILABLE } from '../model/errors.ts';

/** Five tries take about half a minute with the workflows' waits between them. A database silent for longer is down. */
const TRIES = 4;

/**
 * Asks the database, and answers `otherwise` when it stays unreachable: a dead database is a reason to roll back, and must
 * not stop the rollback.
 * @param tried how often the state has been retried (`$states.context.State.RetryCount`); null: never give up.
 */
export async function orUnreachable<T>(
  tried: number | null,
  ask: () => Promise<T>,
  otherwise: (why: string) => T,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const { name, message } = error as Error;
    if (name !== TEMPORARILY_UNAVAILABLE || tried === null || tried < TRIES) throw error;
    return otherwise(message);
  }
}
