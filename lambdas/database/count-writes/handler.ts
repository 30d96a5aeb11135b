import { step } from '../../step/step.ts';
import { countWrites } from '../counts.ts';
import { countRows } from '../row-counts.ts';
import { withDatabase } from '../sql.ts';
import type { Input, Output } from './contract.ts';

/** Reads the write counters; without a configured connection they are unknown, which is never zero. */
export const handler = step<Input, Output>(async ({ connection, host, port, scope, rows, now }) => {
  if (connection === null) return { known: false, why: 'no database connection is configured (database.connect)' };
  return await withDatabase(connection, { host, port }, async (client, elsewhere) => {
    const counts = await countWrites(client, elsewhere, scope, now);
    if (!rows || !counts.known) return counts;
    const tables = Object.keys(counts.tables);
    return { ...counts, rows: await countRows(client, elsewhere, { database: connection.database, tables }) };
  });
});
