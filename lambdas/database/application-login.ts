import type { Connection } from '../model/environment.ts';
import { TEMPORARILY_UNAVAILABLE } from '../model/errors.ts';
import { isShut } from './shut.ts';
import { type Endpoint, withDatabase } from './sql.ts';

/**
 * Logs in as the application's next task will, with the current secret alone.
 * @returns the error of a database that does not let it in; null: it does
 */
export async function refusalOfLogin(application: Connection, endpoint: Endpoint): Promise<Error | null> {
  try {
    await withDatabase(application, endpoint, (client) => client.query('SELECT 1'), 'AWSCURRENT alone');
    return null;
  } catch (error) {
    if ((error as Error).name !== TEMPORARILY_UNAVAILABLE || !isShut(error)) throw error;
    return error as Error;
  }
}
