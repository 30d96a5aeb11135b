import type { Call } from '../calls/call.ts';
import type { Run } from '../run/run.ts';
import { machineOf } from '../world/control-plane.ts';
import { DATABASE } from '../world/survey-platform.ts';
import { actsOf } from './acts.ts';

/** An acting step in flight when the lock changes hands ends within its own time-out; then nothing of it can come any more. */
const IN_FLIGHT_MS = 40_000;

/**
 * Settle never holds the environment: it gives a restored instance the settings that it is owed, and nothing while a release or
 * a rollback acts.
 */
function ofSettle({ operation, input, execution, held, at }: Call): string[] {
  const instance = String((input as { DBInstanceIdentifier?: string }).DBInstanceIdentifier);
  const what = `${operation} of ${execution.split(':').at(-1)}`;
  const isSetting = operation === 'ModifyDBInstance' || operation === 'AddRoleToDBInstance';
  if (!isSetting || !instance.startsWith(`${DATABASE}-kg-`)) return [`${what} acted on ${instance}`];
  const isHeld = held?.status === 'releasing' || held?.status === 'rolling-back';
  return isHeld && at - held.since > IN_FLIGHT_MS ? [`${what} acted while the environment was ${held.status}`] : [];
}

/** A standby is restored beside the live one, while its release acts or just has; nothing else of it changes anything. */
function ofStandby({ operation, input, execution, held, at }: Call): string[] {
  const instance = String((input as { DBInstanceIdentifier?: string }).DBInstanceIdentifier);
  const what = `${operation} of ${execution.split(':').at(-1)}`;
  if (operation !== 'RestoreDBInstanceFromDBSnapshot' || !instance.startsWith(`${DATABASE}-kg-sb`))
    return [`${what} acted on ${instance}`];
  return held !== undefined && held.status !== 'releasing' && at - held.since > IN_FLIGHT_MS
    ? [`${what} acted while the environment was ${held.status}`]
    : [];
}

/** At most one execution acts; every acting step has confirmed the lock and written its intent. */
export function oneActor(run: Run): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  let actor = '';
  for (const call of actsOf(run)) {
    const { execution, state, operation, held, at } = call;
    if (machineOf(call.machine) === 'settle') {
      found.push(...ofSettle(call));
      continue;
    }
    // It holds nothing, and acts on what it makes: `29-throw-aways.ts`.
    if (machineOf(call.machine) === 'backup-drill') continue;
    if (machineOf(call.machine) === 'standby') {
      found.push(...ofStandby(call));
      continue;
    }
    const what = `${operation} ("${state}" of ${execution.split(':').at(-1)})`;
    if (execution !== actor) {
      if (done.has(execution)) found.push(`${what} acted after ${actor.split(':').at(-1)} had begun to act`);
      if (actor !== '') done.add(actor);
      actor = execution;
    }
    if (held === undefined) continue;
    if (held.holder === execution && held.intents.length === 0)
      found.push(`${what} acted without an intent in the ledger`);
    if (held.holder !== execution && at - held.since > IN_FLIGHT_MS)
      found.push(
        `${what} acted ${Math.round((at - held.since) / 1_000)} s after it no longer held the environment (${held.status})`,
      );
  }
  return found;
}
