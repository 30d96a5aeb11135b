import { step } from '../../step/step.ts';
import { countWrites } from '../counts.ts';
import { withDatabase } from '../sql.ts';
import type { Input, Output } from './contract.ts';

/** Reads the write counters; without a configured connection they are unknown, which is never zero. */
export const handler = step<Input, Output>(async ({ connection, host, port, tables, now }) => {
  if (connection === null) return { known: false, why: 'no database connection is configured (database.connect)' };
  return await withDatabase(connection, { host, port }, (client) => countWrites(client, tables, now));
});
