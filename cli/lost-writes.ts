import pg from 'pg';
import { LOGIN, loginOf, readSecret } from '../lambdas/aws/secret.ts';
import { instanceByName } from '../lambdas/database/instances.ts';
import { exportLostRows } from '../lambdas/database/lost-row-export.ts';
import type { Place } from '../lambdas/database/lost-row-place.ts';
import { readRelease, readRollback } from '../lambdas/ledger/table.ts';
import type { RollbackRecord } from '../lambdas/model/ledger.ts';
import { VARIABLES } from '../lambdas/model/variables.ts';

/** Which lost rows are exported, and to where. */
export interface Wanted {
  readonly environment: string;
  readonly rollback: string;
  /** Release whose restore point was restored; undefined: the one that the rollback undid. */
  readonly release: string | undefined;
  /** ARN of the secret of a role that may read both databases. */
  readonly secret: string;
  readonly database: string;
  readonly place: Place;
  readonly tls: string;
}

export type Exported =
  | { readonly ok: true; readonly lines: readonly string[] }
  /** `needs`: something must be said that was left out. */
  | { readonly ok: false; readonly why: string; readonly needs: boolean };

const refused = (why: string, needs = false): Exported => ({ ok: false, why, needs });

/**
 * Writes the rows that only the quarantined database has, per table as CSV and as SQL to review. It only reads. Where the two
 * databases are is read from the ledger and RDS, with the caller's own credentials, from within their network.
 */
export async function lostWrites(wanted: Wanted): Promise<Exported> {
  const { environment, rollback, secret, place } = wanted;
  process.env[VARIABLES.environment] = environment;
  process.env[VARIABLES.ledgerTable] = `knowngood-${environment}`;
  const found = await readRollback(rollback);
  if (!found?.quarantined || !found.restored)
    return refused(`Rollback ${rollback} is not in the ledger of ${environment}, or restored no database.`);
  const release = wanted.release ?? undoneBy(found);
  if (release === null)
    return refused(
      `Rollback ${rollback} went back over several releases: name the oldest of them with --release.`,
      true,
    );
  const baseline = (await readRelease(release))?.restorePoint?.baseline;
  if (!baseline?.known)
    return refused(
      `Release ${release} has no restore point whose counts are known: there is no transaction to begin at.`,
    );
  const login = loginOf(secret, (await readSecret(secret, LOGIN)) ?? {});
  const [quarantined, restored] = [
    await connect(found.quarantined, login, wanted),
    await connect(found.restored, login, wanted),
  ];
  try {
    const { tables, not } = await exportLostRows({ quarantined, restored }, baseline.transaction, place);
    const lines = [
      ...Object.entries(tables).map(
        ([name, counts]) => `${name}: ${counts === null ? 'written before' : JSON.stringify(counts)}`,
      ),
      ...Object.entries(not).map(([name, why]) => `NOT exported: ${name}: ${why}`),
    ];
    return { ok: true, lines };
  } finally {
    await Promise.all([quarantined.end(), restored.end()]);
  }
}

async function connect(
  identifier: string,
  login: { readonly username: string; readonly password: string },
  { database, tls }: Wanted,
): Promise<pg.Client> {
  const { Address: host, Port: port = 5432 } = (await instanceByName(identifier))?.Endpoint ?? {};
  if (host === undefined) throw new Error(`RDS does not know the instance ${identifier}.`);
  const ssl = tls === 'disable' ? false : { rejectUnauthorized: true };
  const to = { host, port, database, ssl, user: login.username, password: login.password };
  const client = new pg.Client({ ...to, application_name: 'knowngood', statement_timeout: 0 });
  await client.connect();
  return client;
}

/** Its restore point was restored; null: a person went back to an older one's result, and the ledger names the newest alone. */
const undoneBy = ({ release, trigger }: RollbackRecord): string | null =>
  trigger.kind === 'person' && trigger.to !== null ? null : release;
