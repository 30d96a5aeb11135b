import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import pg from 'pg';
import type { Connection } from '../../model/environment.ts';
import { TEMPORARILY_UNAVAILABLE } from '../../model/errors.ts';
import { clientSettings } from '../client-settings.ts';
import { StepError } from '../errors.ts';

const secrets = new SecretsManagerClient(clientSettings);

/** Our sessions carry this name, so that ending the application's sessions never ends our own. */
export const APPLICATION_NAME = 'knowngood';

/**
 * Runs `work` on one connection to the instance at `host:port` and closes it. The password is read for this connection
 * and goes nowhere else.
 * @throws StepError `TemporarilyUnavailable` when the server cannot be reached (it may still be starting) or stops answering.
 */
export async function withDatabase<T>(
  connection: Connection,
  endpoint: { readonly host: string; readonly port: number },
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: connection.secret }));
  const { username, password } = JSON.parse(SecretString ?? '{}') as { username?: string; password?: string };
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
  try {
    await client.connect();
  } catch (error) {
    throw new StepError(
      TEMPORARILY_UNAVAILABLE,
      `No connection to the database at ${endpoint.host}:${endpoint.port}: ${(error as Error).message}`,
      { cause: error },
    );
  }
  try {
    return await work(client);
  } catch (error) {
    if (!isLost(error as Error & { code?: string })) throw error;
    throw new StepError(
      TEMPORARILY_UNAVAILABLE,
      `The database at ${endpoint.host}:${endpoint.port} did not answer: ${(error as Error).message}`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** SQLSTATE classes 08 (connection), 53 (resources) and 57 (shutting down), or a connection that went silent. */
const isLost = ({ code, message }: Error & { code?: string }): boolean =>
  /^(08|53|57P)/.test(code ?? '') || /Query read timeout|Connection terminated|timeout exceeded/.test(message);
