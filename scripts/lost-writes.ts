import { parseArgs } from 'node:util';
import pg from 'pg';
import { LOGIN, loginOf, readSecret } from '../lambdas/aws/secret.ts';
import { instanceByName } from '../lambdas/database/instances.ts';
import { exportLostRows } from '../lambdas/database/lost-row-export.ts';
import { readRelease, readRollback } from '../lambdas/ledger/table.ts';
import type { RollbackRecord } from '../lambdas/model/ledger.ts';
import { VARIABLES } from '../lambdas/model/variables.ts';

const USAGE = `npm run lost-writes -- --environment <name> --rollback <id> --secret <ARN> --database <name> --folder <path>
  writes the rows that only the quarantined database has, per table as CSV and as SQL to review. It only reads.
  --release    the release whose restore point was restored. When left out it is the one that the rollback undid; needed where a
               person went back over several ("to")
  --secret     of a role that may read both databases: database.connect.readSecret
  --tls        require (when left out), or disable`;

/** Reads where the two databases are from the ledger and RDS, with the caller's own credentials, from within their network. */
async function main(): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      ...{ environment: text, rollback: text, release: text, secret: text, database: text, folder: text },
      tls: { type: 'string', default: 'require' },
    },
  });
  const { environment, rollback, secret, database, folder, tls } = values;
  if (!environment || !rollback || !secret || !database || !folder) return say(USAGE, 2);
  process.env[VARIABLES.environment] = environment;
  process.env[VARIABLES.ledgerTable] = `knowngood-${environment}`;
  const found = await readRollback(rollback);
  if (!found?.quarantined || !found.restored)
    return say(`Rollback ${rollback} is not in the ledger of ${environment}, or restored no database.`, 1);
  const release = values.release ?? undoneBy(found);
  if (release === null)
    return say(`Rollback ${rollback} went back over several releases: name the oldest of them with --release.`, 2);
  const baseline = (await readRelease(release))?.restorePoint?.baseline;
  if (!baseline?.known)
    return say(
      `Release ${release} has no restore point whose counts are known: there is no transaction to begin at.`,
      1,
    );
  const login = loginOf(secret, (await readSecret(secret, LOGIN)) ?? {});
  const connect = async (identifier: string): Promise<pg.Client> => {
    const { Address: host, Port: port = 5432 } = (await instanceByName(identifier))?.Endpoint ?? {};
    if (host === undefined) throw new Error(`RDS does not know the instance ${identifier}.`);
    const ssl = tls === 'disable' ? false : { rejectUnauthorized: true };
    const to = { host, port, database, ssl, user: login.username, password: login.password };
    const client = new pg.Client({ ...to, application_name: 'knowngood', statement_timeout: 0 });
    await client.connect();
    return client;
  };
  const [quarantined, restored] = [await connect(found.quarantined), await connect(found.restored)];
  try {
    const { tables, not } = await exportLostRows({ quarantined, restored }, baseline.transaction, folder);
    for (const [name, counts] of Object.entries(tables))
      say(`${name}: ${counts === null ? 'written before' : JSON.stringify(counts)}`, 0);
    for (const [name, why] of Object.entries(not)) say(`NOT exported: ${name}: ${why}`, 0);
  } finally {
    await Promise.all([quarantined.end(), restored.end()]);
  }
  return 0;
}

/** Its restore point was restored; null: a person went back to an older one's result, and the ledger names the newest alone. */
const undoneBy = ({ release, trigger }: RollbackRecord): string | null =>
  trigger.kind === 'person' && trigger.to !== null ? null : release;

function say(line: string, code: number): number {
  process.stdout.write(`${line}\n`);
  return code;
}

process.exitCode = await main();
