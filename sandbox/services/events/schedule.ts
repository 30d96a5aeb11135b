import { sendToTargets } from './send.ts';
import type { EventsState } from './state.ts';

/** Fires a scheduled rule at its rate, from its creation until the sandbox ends; each firing is an event of its own. */
export async function runSchedule(state: EventsState, name: string, everyMs: number): Promise<void> {
  const { kernel, rules, closing } = state;
  while (!closing.signal.aborted) {
    try {
      await kernel.clock.sleep(everyMs, closing.signal);
    } catch {
      return;
    }
    const rule = rules.get(name);
    if (rule === undefined) return;
    if (!rule.enabled) continue;
    const event = { source: 'aws.events', 'detail-type': 'Scheduled Event', resources: [rule.arn], detail: {} };
    sendToTargets(kernel, rule, state.envelope(event));
  }
}
