import { readRelease } from '../../ledger/table.ts';
import type { Connection } from '../../model/environment.ts';
import { NO_STANDBY, type StandbyProof, type StandbyRecord } from '../../model/standby.ts';
import { NOT_WARMED } from '../../model/warmth.ts';
import { step } from '../../step/step.ts';
import { countWrites } from '../counts.ts';
import { instanceByName } from '../instances.ts';
import { lostWrites } from '../lost-writes.ts';
import { isServing } from '../pointer.ts';
import { nameOfPoint } from '../restore-points/mode.ts';
import { sessionsOf } from '../sessions.ts';
import { withDatabase } from '../sql.ts';
import { settingsNow } from '../wanted-settings.ts';
import type { Input, Output } from './contract.ts';
import { outdated, recordProblem, standbyProblem, touched } from './standing.ts';

/** Looks whether a rollback may use the standby: of its restore point, proven, available, and as it was proven. */
export const handler = step<Input, Output>(async (input) => {
  const standby = (await readRelease(input.release))?.standby;
  if (standby === undefined) return NO_STANDBY;
  const why = await problemOf(standby, input);
  return {
    use: { instance: standby.instance, used: why === null, why },
    looked: true,
    proof: why === null ? placeOf(standby.proof) : null,
    warmth: standby.warmth ?? NOT_WARMED,
  };
});

const placeOf = (proof: StandbyProof | null) =>
  proof === null ? null : { resourceId: proof.resourceId, host: proof.host, port: proof.port };

async function problemOf(standby: StandbyRecord, input: Input): Promise<string | null> {
  const point = nameOfPoint(input.restorePoint);
  const recorded = recordProblem(standby, point);
  if (recorded !== null) return recorded;
  const { proof, settings } = standby;
  if (proof === null || input.connection === null) return 'it is not proven';
  const found = await instanceByName(standby.instance);
  const wanted = { resourceId: proof.resourceId, point, work: input.work };
  const problem = standbyProblem(found, wanted);
  if (problem !== null) return problem;
  // This rollback has come as far as that before: users may have written to it since.
  if (await isServing(input.pointer, proof)) return null;
  const changed = outdated(await settingsNow(input.live, input.settings), settings);
  return changed ?? (await touchedBy(proof, input.connection, input));
}

async function touchedBy(proof: StandbyProof, connection: Connection, input: Input): Promise<string | null> {
  return await withDatabase(connection, proof, async (client, elsewhere) => {
    const sessions = await sessionsOf(client, input.applicationRoles);
    return touched(
      lostWrites(proof.counts, await countWrites(client, elsewhere, input.scope, input.now)),
      sessions.length,
    );
  });
}
