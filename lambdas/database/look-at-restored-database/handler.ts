import type { Connection } from '../../model/environment.ts';
import { withinDeadline } from '../../step/deadline.ts';
import { step } from '../../step/step.ts';
import { instanceByName } from '../instances.ts';
import { withDatabase } from '../sql.ts';
import type { Input, Output } from './contract.ts';
import { usability } from './usable.ts';

/** Looks once whether the restored instance accepts connections. */
export const handler = step<Input, Output>(async (input) => {
  const found = await instanceByName(input.instance);
  const status = found?.DBInstanceStatus ?? 'not visible yet';
  const use = usability(status, input.rested);
  const host = found?.Endpoint?.Address ?? null;
  const port = found?.Endpoint?.Port ?? 5432;
  const refusal = use === 'usable' && host !== null ? await refusalOf(input.connection, host, port) : status;
  const ready = refusal === null;
  if (!ready && use !== 'dead')
    withinDeadline(
      input.moment,
      input.since,
      input.limitMinutes,
      `the restored instance ${input.instance} (${status}${refusal === status ? '' : `; ${refusal}`})`,
    );
  return { ready, dead: use === 'dead', status, host, port, resourceId: found?.DbiResourceId ?? null };
});

/**
 * Why it takes no session yet; null: it does. A connection alone is not enough: recovery must have ended, or writes would
 * fail.
 */
async function refusalOf(connection: Connection | null, host: string, port: number): Promise<string | null> {
  if (connection === null) return null;
  try {
    return await withDatabase(connection, { host, port }, async (client) => {
      const { rows } = await client.query<{ recovering: boolean }>('SELECT pg_is_in_recovery() AS recovering');
      return rows[0]?.recovering === false ? null : 'still recovering';
    });
  } catch (error) {
    return (error as Error).message;
  }
}
