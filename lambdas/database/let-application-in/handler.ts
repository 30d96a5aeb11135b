import pg from 'pg';
import { LOGIN, type Login, loginOf, readSecret } from '../../aws/secret.ts';
import { acting } from '../../ledger/acting.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { refusalOfLogin } from '../application-login.ts';
import { liftQuarantine, refusalOf } from '../quarantine.ts';
import { isShut } from '../shut.ts';
import { type Endpoint, isWrongPassword, withDatabase } from '../sql.ts';
import { type Input, type Output, QUARANTINE_STAYS } from './contract.ts';
import { isPlain, verifierOf } from './verifier.ts';

/**
 * Opens a quarantined instance again, where one was kept. A restored instance has the passwords of its restore point. Where the application's was rotated since, its tasks would not
 * get in: the owner sets the one of its secret. What PostgreSQL refuses is told by the proof, which tries the login itself.
 */
export const handler = step<Input, Output>(async ({ lock, now, connection, application, host, port, kept }) => {
  const unneeded: Output = { set: false, refused: null };
  if (kept && connection !== null)
    await acting({ lock, step: 'let-application-in', now }, () => open(connection, { host, port }));
  if (application === null || connection === null) return unneeded;
  const endpoint = { host, port };
  const refusal = await refusalOfLogin(application, endpoint);
  if (refusal === null || !isWrongPassword(refusal)) return unneeded;
  return await acting({ lock, step: 'let-application-in', now }, async () => {
    const login = loginOf(application.secret, (await readSecret(application.secret, LOGIN)) ?? {});
    const refused = isPlain(login)
      ? await setPassword(connection, endpoint, login)
      : 'it has characters beyond ASCII, which clients prepare in different ways';
    return { set: refused === null, refused };
  });
});

/** Opens a quarantined database to exactly those who could connect before. A second run finds it open. */
async function open(connection: NonNullable<Input['connection']>, endpoint: Endpoint): Promise<void> {
  const refused = await withDatabase(connection, endpoint, (client) => refusalOf(() => liftQuarantine(client)));
  if (refused !== null)
    throw new StepError(
      QUARANTINE_STAYS,
      `The quarantine of the database at ${endpoint.host}:${endpoint.port} could not be lifted: ${refused}. Nothing was switched to it; maintenance mode stays on. Lift it by hand (its comment says who could connect), then redrive.`,
    );
}

/** @returns what PostgreSQL refused; null: it is set */
async function setPassword(
  connection: NonNullable<Input['connection']>,
  endpoint: Endpoint,
  login: Login,
): Promise<string | null> {
  try {
    return await withDatabase(connection, endpoint, (client) =>
      refusalOf(async () => {
        const { rows } = await client.query<{ password_encryption: string }>('SHOW password_encryption');
        const verifier = verifierOf(login, rows[0]?.password_encryption === 'md5' ? 'md5' : 'scram-sha-256');
        const role = pg.escapeIdentifier(login.username);
        // A setting or a password is no parameter of a prepared statement.
        await client.query(`ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(verifier)}`);
      }),
    );
  } catch (error) {
    // The owner itself is not let in.
    if (!isShut(error)) throw error;
    return (error as Error).message;
  }
}
