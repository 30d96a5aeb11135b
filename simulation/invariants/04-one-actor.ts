import type { Run } from '../run/run.ts';
import { actsOf } from './acts.ts';

/** An acting step in flight when the lock changes hands ends within its own time-out; then nothing of it can come any more. */
const IN_FLIGHT_MS = 40_000;

/** At most one execution acts; every acting step has confirmed the lock and written its intent. */
export function oneActor(run: Run): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  let actor = '';
  for (const call of actsOf(run)) {
    const { execution, state, operation, held, at } = call;
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
