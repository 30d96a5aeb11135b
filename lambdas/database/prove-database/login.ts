import { LOGIN, loginOf, readSecret } from '../../aws/secret.ts';
import type { Connection } from '../../model/environment.ts';
import { refusalOfLogin } from '../application-login.ts';
import type { Endpoint } from '../sql.ts';
import type { Input } from './contract.ts';
import type { Verdict } from './verdict.ts';

/**
 * Logs in as the application's next task will. A restored instance has the passwords of its restore point: one that was
 * rotated since lets no task in, and that would show only behind the switch.
 */
export async function tryLogin(
  application: Connection,
  endpoint: Endpoint,
  { set, refused }: Input['letIn'],
): Promise<Verdict> {
  const { username } = loginOf(application.secret, (await readSecret(application.secret, LOGIN)) ?? {});
  const refusal = await refusalOfLogin(application, endpoint);
  if (refusal === null) {
    const how = set ? ', after its password was set from its secret: it had been rotated since the restore point' : '';
    return { facts: [`the application's role ${username} logs in${how}`], problems: [], waiting: [], compared: 0 };
  }
  const why = (refusal.cause as Error).message;
  const unset = refused === null ? '' : `; its password could not be set (${refused})`;
  const problem = `the application's role ${username} cannot log in with the secret ${application.secret} (${why})${unset}; expected it to. On the restored instance, as its owner: ALTER ROLE ${username} PASSWORD with the secret's current one`;
  return { facts: [], problems: [problem], waiting: [], compared: 0 };
}
