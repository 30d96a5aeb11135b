import type pg from 'pg';
import type { LeftBehind } from '../../model/sequences.ts';
import { placeOf, type Sequence, sameIn } from './place.ts';

/**
 * Serial and identity columns included: each has a sequence of its own. `pg_sequence_last_value` is NULL for one that has
 * given out nothing; PostgreSQL refuses it to whoever may not read the sequence.
 * Source: https://www.postgresql.org/docs/current/view-pg-sequences.html, functions-sequence.html
 */
const SEQUENCES = `
  SELECT c.oid::text AS oid, format('%I.%I', n.nspname, c.relname) AS name,
         s.seqincrement::text AS increment, s.seqmin::text AS min, s.seqmax::text AS max,
         has_sequence_privilege(c.oid, 'SELECT, USAGE') AS readable, has_sequence_privilege(c.oid, 'UPDATE') AS settable,
         CASE WHEN has_sequence_privilege(c.oid, 'SELECT, USAGE') THEN pg_sequence_last_value(c.oid)::text END AS last
    FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relpersistence <> 't' AND n.nspname !~ '^pg_'
   ORDER BY c.oid`;

export const sequencesOf = async (client: pg.Client): Promise<Sequence[]> =>
  (await client.query<Sequence>(SEQUENCES)).rows;

export interface OfDatabase {
  readonly past: number;
  readonly leftBehind: readonly LeftBehind[];
}

/**
 * Moves the sequences of one restored database forward, never back: a second run, or one that goes on, finds them there.
 * Sequences are outside transactions, so what was moved stays where the rest fails.
 */
export async function advance(restored: pg.Client, theirs: readonly Sequence[]): Promise<OfDatabase> {
  // A restore point may be of a database that is read-only by default.
  await restored.query('SET default_transaction_read_only = off');
  const ours = await sequencesOf(restored);
  const [ofOurs, ofTheirs] = [sameIn(ours), sameIn(theirs)];
  // One that the release made and that gave out values begins anew when the next release makes it again.
  const leftBehind: LeftBehind[] = theirs
    .filter((one) => (one.last !== null || !one.readable) && ofOurs(one).length === 0)
    .map(({ name, last }) => ({ name, why: 'made-since', detail: last }));
  const moves: { oid: string; to: string }[] = [];
  let past = 0;
  for (const one of ours) {
    const place = placeOf(one, ofTheirs(one));
    if ('why' in place) leftBehind.push({ name: one.name, ...place });
    else {
      past++;
      if (place.to !== null) moves.push({ oid: one.oid, to: place.to });
    }
  }
  await restored.query(
    'SELECT setval(oid::oid::regclass, value::bigint) FROM unnest($1::text[], $2::text[]) AS m(oid, value)',
    [moves.map(({ oid }) => oid), moves.map(({ to }) => to)],
  );
  return { past, leftBehind };
}

/** `rdsadmin` is RDS's own. A template is no place of an application's data. */
export const databasesOf = async (client: pg.Client): Promise<string[]> =>
  (
    await client.query<{ name: string }>(
      `SELECT datname AS name FROM pg_database WHERE datallowconn AND NOT datistemplate AND datname <> 'rdsadmin' ORDER BY 1`,
    )
  ).rows.map(({ name }) => name);
