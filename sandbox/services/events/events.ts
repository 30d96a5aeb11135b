import * as eb from '@aws-sdk/client-eventbridge';
import type { BusEvent, Kernel } from '../../kernel/kernel.ts';
import { served } from '../../kernel/operation.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { eventOperations, ruleOperations } from './operations.ts';
import { matchesPattern } from './pattern.ts';
import { eventsResources } from './resources.ts';
import { sendToTargets } from './send.ts';
import { EventsState } from './state.ts';

export interface Events extends ServiceModel<typeof eb> {
  /** Puts an event on the bus; rules see it asynchronously. */
  publish(event: BusEvent): void;
  /** How often an event is delivered: for tests of lost and doubled events. */
  delivery: (event: BusEvent) => 'once' | 'never' | 'twice';
}

/** The default bus: rules with event patterns, targets with retries and a dead-letter queue. */
export function createEvents(kernel: Kernel): Events {
  const state = new EventsState(kernel);
  const events: Events = {
    signingName: 'events',
    module: eb,
    ...served<typeof eb>(
      eventOperations(state, (event) => events.publish(event)),
      ruleOperations(state),
    ),
    resources: eventsResources(state),
    removals: { 'AWS::Events::Rule': ({ ref }) => void state.rules.delete(ref) },
    delivery: () => 'once',
    publish(event) {
      const times = { once: 1, never: 0, twice: 2 }[events.delivery(event)];
      const envelope = state.envelope(event);
      for (const rule of state.rules.values()) {
        if (!rule.enabled || rule.schedule !== undefined || !matchesPattern(rule.pattern, envelope)) continue;
        sendToTargets(kernel, rule, envelope, times);
      }
    },
    async close() {
      state.closing.abort();
    },
  };
  return events;
}
