import type { States } from '../../sandbox/services/states/states.ts';
import { machineOf } from './control-plane.ts';
import type { Invoking } from './invocation.ts';

const ENTERED = ['TaskStateEntered', 'MapStateEntered', 'ParallelStateEntered'];

/** Says which state of which execution invokes next, as the history of executions says it just before it does. */
export function whoInvokes(states: States, next: (invoking: Invoking) => void): void {
  const entered = new Map<string, string>();
  states.subscribe(({ options: { arn, machineArn } }, event) => {
    const branch = `${arn} ${event.path.join('/')}`;
    if (ENTERED.includes(event.type ?? '')) entered.set(branch, event.stateEnteredEventDetails?.name ?? '');
    if (event.type !== 'TaskScheduled') return;
    next({ execution: arn, machine: machineOf(machineArn), state: entered.get(branch) ?? '' });
  });
}
