import pg from 'pg';
import { LOGIN, type Login, loginOf, readSecret } from '../aws/secret.ts';
import type { Connection } from '../model/environment.ts';
import { TEMPORARILY_UNAVAILABLE } from '../model/errors.ts';
import { StepError } from '../step/errors.ts';
import { oneLine } from '../step/one-line.ts';

/** Name of our own sessions: ending the application's sessions leaves these alone. */
export const APPLICATION_NAME = 'knowngood';

/** SQLSTATE of a wrong password, and of a role that does not exist. */
const WRONG_PASSWORD = '28P01';
/** Longest text of the server to repeat in an error. */
const LONGEST = 500;

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Which versions of a secret are tried. The application's tasks know the current one alone. */
type Versions = 'AWSCURRENT, then AWSPREVIOUS' | 'AWSCURRENT alone';

/** Runs `work` on a connection to another database of the same instance, with the same login. */
export type Elsewhere = <T>(database: string, work: (client: pg.Client) => Promise<T>) => Promise<T>;

/**
 * Runs `work` on one connection to the instance at `host:port` and closes it. The password is read for this connection and
 * used nowhere else.
 * @throws StepError `TemporarilyUnavailable` when the server cannot be reached (it may still be starting), refuses every
 * login or stops answering; its `cause` is PostgreSQL's error.
 */
export async function withDatabase<T>(
  connection: Connection,
  endpoint: Endpoint,
  work: (client: pg.Client, elsewhere: Elsewhere) => Promise<T>,
  versions: Versions = 'AWSCURRENT, then AWSPREVIOUS',
): Promise<T> {
  const { client, login } = await connected(connection, endpoint, versions);
  const elsewhere: Elsewhere = async (database, other) => {
    const there = { ...connection, database };
    const opened = await logIn(login, there, endpoint).catch((error: unknown) => {
      throw unavailable(`No connection to the database ${database} at ${endpoint.host}:${endpoint.port}`, error);
    });
    return await used(opened, endpoint, () => other(opened));
  };
  return await used(client, endpoint, () => work(client, elsewhere));
}

async function used<T>(client: pg.Client, endpoint: Endpoint, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isLost(error as Error & { code?: string })) throw error;
    throw unavailable(`The database at ${endpoint.host}:${endpoint.port} did not answer`, error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * A restored instance has the passwords of its restore point. If the secret was rotated since, that is the secret's previous
 * version: it is tried when the current one is refused.
 */
async function connected(
  connection: Connection,
  endpoint: Endpoint,
  versions: Versions,
): Promise<{ client: pg.Client; login: Login }> {
  const { secret } = connection;
  const login = loginOf(secret, (await readSecret(secret, LOGIN)) ?? {});
  try {
    return { client: await logIn(login, connection, endpoint), login };
  } catch (error) {
    const refused = (error as { code?: string }).code === WRONG_PASSWORD;
    const previous =
      refused && versions !== 'AWSCURRENT alone' ? await readSecret(secret, LOGIN, 'AWSPREVIOUS') : undefined;
    if (previous !== undefined) {
      try {
        const before = loginOf(secret, previous);
        return { client: await logIn(before, connection, endpoint), login: before };
      } catch {
        // The first refusal is the one to report.
      }
    }
    const where = `No connection to the database at ${endpoint.host}:${endpoint.port} with the secret ${secret}`;
    throw unavailable(
      refused && versions !== 'AWSCURRENT alone' ? `${where}, neither with its previous version` : where,
      error,
    );
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
  // An error between queries (the server going down) would otherwise end the process. The running query reports it too.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

const unavailable = (what: string, cause: unknown): StepError =>
  new StepError(TEMPORARILY_UNAVAILABLE, `${what}: ${oneLine((cause as Error).message, LONGEST)}`, { cause });

/** SQLSTATE classes 08 (connection), 53 (resources) and 57 (shutting down), or a connection that went silent. */
const isLost = ({ code, message }: Error & { code?: string | undefined }): boolean =>
  /^(08|53|57P)/.test(code ?? '') || /Query read timeout|Connection terminated|timeout exceeded/.test(message);

/** Whether it is this error that no login was let in for: a wrong password, or a role that does not exist. */
export const isWrongPassword = (error: Error): boolean =>
  (error.cause as { code?: string } | undefined)?.code === WRONG_PASSWORD;

/** Whether the server answered with a refusal. */
export const isRefusal = (error: unknown): error is pg.DatabaseError =>
  error instanceof pg.DatabaseError && !isLost(error);

/** SQLSTATE 57014: a time-out, or somebody, cancelled the statement. That says nothing of what it asked for. */
export const isCancelled = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '57014';
