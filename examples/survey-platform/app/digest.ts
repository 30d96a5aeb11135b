import { pool } from './database.ts';

/** A job that a rule or a schedule starts: counts the answers of the week for whoever reads the log. */
const db = pool('application');
const { rows } = await db.query<{ answers: string }>(
  "SELECT count(*) AS answers FROM answers WHERE created_at > now() - interval '7 days'",
);
console.log(`${rows[0]?.answers ?? 0} answers this week`);
await db.end();
