import pg from 'pg';
import { LOGIN, type Login, loginOf, readSecret } from '../aws/secret.ts';
import type { Connection } from '../model/environment.ts';
import { TEMPORARILY_UNAVAILABLE } from '../model/errors.ts';
import { StepError } from '../step/errors.ts';
import { oneLine } from '../step/one-line.ts';

/** Our sessions carry this name, so that ending the application's sessions never ends our own. */
export const APPLICATION_NAME = 'knowngood';

/** PostgreSQL's SQLSTATE of a wrong password; also that of a role which is not there. */
const WRONG_PASSWORD = '28P01';
/** A text of the server's in an error. */
const LONGEST = 500;

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/**
 * Runs `work` on one connection to the instance at `host:port` and closes it. The password is read for this connection
 * and goes nowhere else.
 * @throws StepError `TemporarilyUnavailable` when the server cannot be reached (it may still be starting), lets nobody in or
 * stops answering; its `cause` is the error of PostgreSQL.
 */
export async function withDatabase<T>(
  connection: Connection,
  endpoint: Endpoint,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = await connected(connection, endpoint);
  try {
    return await work(client);
  } catch (error) {
    if (!isLost(error as Error & { code?: string })) throw error;
    throw unavailable(`The database at ${endpoint.host}:${endpoint.port} did not answer`, error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * An instance has the passwords of the moment it was restored to. Where the secret was rotated since, that is the secret's
 * previous version, which is tried when the current one is refused.
 */
async function connected(connection: Connection, endpoint: Endpoint): Promise<pg.Client> {
  const { secret } = connection;
  const login = loginOf(secret, (await readSecret(secret, LOGIN)) ?? {});
  try {
    return await logIn(login, connection, endpoint);
  } catch (error) {
    const refused = (error as { code?: string }).code === WRONG_PASSWORD;
    const previous = refused ? await readSecret(secret, LOGIN, 'AWSPREVIOUS') : undefined;
    if (previous !== undefined) {
      try {
        return await logIn(loginOf(secret, previous), connection, endpoint);
      } catch {
        // The first refusal is the one to tell.
      }
    }
    const where = `No connection to the database at ${endpoint.host}:${endpoint.port} with the secret ${secret}`;
    throw unavailable(refused ? `${where}, neither with its previous version` : where, error);
  }
}

async function logIn({ username, password }: Login, connection: Connection, endpoint: Endpoint): Promise<pg.Client> {
  const client = new pg.Client({
    host: endpoint.host,
    port: endpoint.port,
    user: username,
    password,
    database: connection.database,
    application_name: APPLICATION_NAME,
    // The certificate is verified against the CAs of NODE_EXTRA_CA_CERTS, which the stack sets to Lambda's own bundle.
    ssl: connection.tls === 'require' ? { rejectUnauthorized: true } : false,
    connectionTimeoutMillis: 5_000,
    query_timeout: 15_000,
    statement_timeout: 12_000,
  });
  // An error between queries (the server going down) would otherwise end the process; the query in hand reports it too.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

const unavailable = (what: string, cause: unknown): StepError =>
  new StepError(TEMPORARILY_UNAVAILABLE, `${what}: ${oneLine((cause as Error).message, LONGEST)}`, { cause });

/** SQLSTATE classes 08 (connection), 53 (resources) and 57 (shutting down), or a connection that went silent. */
const isLost = ({ code, message }: Error & { code?: string | undefined }): boolean =>
  /^(08|53|57P)/.test(code ?? '') || /Query read timeout|Connection terminated|timeout exceeded/.test(message);

/** Whether the server answered, and said no. */
export const isRefusal = (error: unknown): error is pg.DatabaseError =>
  error instanceof pg.DatabaseError && !isLost(error);
