import { pool } from './database.ts';

/** Sends queued distributions, one batch at a time; in this example sending only marks them as sent. */
const db = pool('application');
let stopping = false;
process.on('SIGTERM', () => {
  stopping = true;
});

while (!stopping) {
  try {
    await db.query(
      'UPDATE distributions SET sent_at = now() WHERE id IN (SELECT id FROM distributions WHERE sent_at IS NULL ORDER BY id LIMIT 50 FOR UPDATE SKIP LOCKED)',
    );
  } catch (error) {
    console.error(`ERROR ${(error as Error).message}`);
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
}
await db.end();
