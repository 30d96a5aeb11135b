import type { WriteCounts } from '../../model/writes.ts';
import { step } from '../../step/step.ts';
import { countWrites } from '../counts.ts';
import { lostWrites } from '../lost-writes.ts';
import { orUnreachable } from '../reachable.ts';
import { withDatabase } from '../sql.ts';
import { conclude } from './conclude.ts';
import type { Input, Output } from './contract.ts';
import { judge } from './within-agreed.ts';

/** Counts what a restore would lose, per table, and says whether that may be. */
export const handler = step<Input, Output>(async (input) => {
  const began = performance.now();
  const lost = input.behindFence ?? lostWrites(input.baseline, await counts(input));
  const tookMs = input.behindFence === null ? Math.round(performance.now() - began) : null;
  return conclude(lost, judge(lost, input), input, tookMs);
});

async function counts({ connection, host, port, scope, now, tried }: Input): Promise<WriteCounts> {
  if (connection === null) return { known: false, why: 'no database connection is configured (database.connect)' };
  return await orUnreachable<WriteCounts>(
    tried,
    () => withDatabase(connection, { host, port }, (client, elsewhere) => countWrites(client, elsewhere, scope, now)),
    (why) => ({ known: false, why }),
  );
}
