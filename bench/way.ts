import type { Execution } from '../sandbox/services/states/execution.ts';
import { acts } from '../simulation/calls/call.ts';
import { onlyReports } from '../simulation/invariants/executions.ts';
import type { Run } from '../simulation/run/run.ts';
import { machineOf } from '../simulation/world/control-plane.ts';

/** What lies between the start of a workflow and one moment of it. */
export interface Way {
  /** Virtual. */
  readonly seconds: number;
  readonly states: number;
  readonly functions: number;
  readonly calls: number;
}

/** Counts of one workflow without faults, as the simulation runs it. */
export interface Counts {
  /** Until the first message of ours; null: it sends none. */
  readonly told: Way | null;
  /** Until the rule that shows the page is asked for; null: no page. */
  readonly shielded: Way | null;
  /** Until the first call that mends something: a service, a restore. */
  readonly corrective: Way | null;
  readonly over: Way;
  /** As they are billed: states entered, and retries. */
  readonly transitions: number;
  /** Of its functions. */
  readonly invocations: number;
  /** Of the longest history. Step Functions ends an execution at 25,000. */
  readonly events: number;
}

/** @throws Error when the run has no such workflow that acted */
export function countsOf(run: Run, machine: 'release' | 'rollback'): Counts {
  const { states, calls, functions } = run.world;
  const execution = states
    .executions()
    .find((one) => machineOf(one.options.machineArn) === machine && !onlyReports(one));
  if (execution === undefined) throw new Error(`The run has no ${machine}.`);
  const { arn } = execution.options;
  const own = calls.filter((call) => call.execution === arn);
  const invoked = functions.invocations.filter((one) => one.execution === arn);
  const events = execution.history.events;
  const until = (at: number | undefined): Way | null =>
    at === undefined
      ? null
      : {
          seconds: (at - execution.startedAt) / 1_000,
          states: events.filter((event) => isEntered(event.type) && timeOf(event) <= at).length,
          functions: new Set(invoked.filter((one) => one.at <= at).map(({ step }) => step)).size,
          calls: own.filter((call) => call.at < at).length,
        };
  const first = (fits: (call: (typeof own)[number]) => boolean) => own.find(fits)?.at;
  const over = until(execution.stoppedAt ?? timeOf(events.at(-1) ?? {}));
  if (over === null) throw new Error(`The ${machine} has no end.`);
  return {
    told: until(first(({ service }) => service === 'sns')),
    shielded: until(first(({ operation }) => operation === 'CreateRule')),
    corrective: until(first((call) => acts(call) && /^(UpdateService|RestoreDB|StopTask)/.test(call.operation))),
    over,
    transitions: transitionsOf(execution),
    invocations: invoked.length,
    events: events.length,
  };
}

type HistoryEvent = Execution['history']['events'][number];

const isEntered = (type: string | undefined): boolean => type?.endsWith('StateEntered') === true;
const timeOf = ({ timestamp }: Partial<HistoryEvent>): number => timestamp?.getTime() ?? 0;

/** Every state that is entered, and every try of a task after its first (aws.amazon.com/step-functions/pricing). */
function transitionsOf({ history: { events } }: Execution): number {
  const count = (type: (name: string) => boolean) => events.filter((event) => type(event.type ?? '')).length;
  const entered = count((type) => type.endsWith('StateEntered'));
  const retries = count((type) => type === 'TaskScheduled') - count((type) => type === 'TaskStateEntered');
  return entered + Math.max(0, retries);
}
