import type { Run } from '../run.ts';
import { actsOf } from './seen.ts';

/** Nobody's later change is undone: what somebody else changed after us stays, or we stop and say so. */
export function others(run: Run): string[] {
  const found: string[] = [];
  for (const change of run.world.facts.others) {
    for (const call of actsOf(run)) {
      // A person who decides about the incident has been told what runs, and decides about that too.
      if (call.at <= change.at || call.machine === 'decision' || !change.undoneBy(call)) continue;
      found.push(`"${call.state}" undid by ${call.operation} what somebody else did: ${change.what}`);
    }
  }
  return found;
}
