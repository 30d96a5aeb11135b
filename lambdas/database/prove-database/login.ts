import { LOGIN, loginOf, readSecret } from '../../aws/secret.ts';
import type { Connection } from '../../model/environment.ts';
import { TEMPORARILY_UNAVAILABLE } from '../../model/errors.ts';
import { isShut } from '../shut.ts';
import { type Endpoint, withDatabase } from '../sql.ts';
import type { Verdict } from './verdict.ts';

/**
 * Logs in as the application's next task will. A restored instance has the passwords of its restore point: one that was
 * rotated since lets no task in, and that would show only behind the switch.
 */
export async function tryLogin(application: Connection, endpoint: Endpoint): Promise<Verdict> {
  const { username } = loginOf(application.secret, (await readSecret(application.secret, LOGIN)) ?? {});
  try {
    await withDatabase(application, endpoint, (client) => client.query('SELECT 1'), 'AWSCURRENT alone');
    return { facts: [`the application's role ${username} logs in`], problems: [], waiting: [], compared: 0 };
  } catch (error) {
    if ((error as Error).name !== TEMPORARILY_UNAVAILABLE || !isShut(error)) throw error;
    const why = ((error as Error).cause as Error).message;
    const problem = `the application's role ${username} cannot log in with the secret ${application.secret} (${why}); expected it to. On the restored instance, as its owner: ALTER ROLE ${username} PASSWORD with the secret's current one`;
    return { facts: [], problems: [problem], waiting: [], compared: 0 };
  }
}
