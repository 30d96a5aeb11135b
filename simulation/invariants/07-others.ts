import type { Call } from '../calls/call.ts';
import type { Run } from '../run/run.ts';
import type { OthersChange } from '../world/facts.ts';
import { actsOf } from './acts.ts';
import { executionOf } from './executions.ts';

/** Nobody's later change is undone: what somebody else changed after us stays, or we stop and say so. */
export function others(run: Run): string[] {
  const found: string[] = [];
  for (const change of run.world.facts.others) {
    for (const call of actsOf(run)) {
      if (call.at <= change.at || !change.undoneBy(call)) continue;
      if (goesOnFrom(run, change, call) || decidedAbout(run, change, call)) continue;
      found.push(`"${call.state}" undid by ${call.operation} what somebody else did: ${change.what}`);
    }
  }
  return found;
}

/** Asked for with the change in place, which it then records as what to return to: a release goes on from what it finds. */
const goesOnFrom = (run: Run, change: OthersChange, call: Call): boolean =>
  call.machine === 'release' && (executionOf(run, call.execution)?.startedAt ?? 0) > change.at;

/** A person who decides about an incident decides about what a message had named when they did. */
function decidedAbout(run: Run, change: OthersChange, call: Call): boolean {
  if (call.machine !== 'decision') return false;
  const began = executionOf(run, call.execution)?.startedAt ?? 0;
  return run.world.mail.mails.some(({ at, body }) => at >= change.at && at < began && body.includes(change.named));
}
