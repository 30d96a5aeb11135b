import { nextLook } from '../lambdas/model/looking.ts';
import { STATES } from '../lambdas/model/state-names.ts';
import type { Machine, State } from '../sandbox/services/states/asl.ts';
import { Execution } from '../sandbox/services/states/execution.ts';
import { readTemplate } from '../sandbox/template/assembly.ts';
import { EventClock } from '../simulation/run/clock.ts';

/** How long it takes to switch so many services, by the workflow's own states. */
export interface Switching {
  readonly services: number;
  readonly seconds: number;
  /** Over what ECS itself takes: its longest deployment. */
  readonly overEcs: number;
  /** The same services one after the other take so many times as long. */
  readonly gain: number;
  readonly events: number;
}

/** What a function's call takes, and a rolling deployment of ECS with its health checks: 55 to 95 s, drawn evenly. Seconds. */
const CALL_SECONDS = 0.3;
const deploymentSeconds = (service: number): number => 55 + ((service * 17) % 41);

/** The synthesized rollback's states that switch services, with steps whose answers take their time. */
export async function measureSwitching(services: number): Promise<Switching> {
  const lasts = Array.from({ length: services }, (_, service) => deploymentSeconds(service));
  const took = await switched(lasts);
  const alone = await Promise.all(lasts.map(async (one) => (await switched([one])).seconds));
  return {
    services,
    ...took,
    overEcs: round(took.seconds / Math.max(...lasts)),
    gain: round(sum(alone) / took.seconds),
  };
}

async function switched(lasts: readonly number[]): Promise<Pick<Switching, 'seconds' | 'events'>> {
  const clock = new EventClock(0);
  const began = new Map<string, number>();
  const execution = new Execution({
    ...{ arn: 'arn:e', name: 'e', machineArn: 'arn:m', roleArn: 'arn:r', input: {}, clock, random: () => 0.5 },
    machine: machineOf(
      lasts.map((_, n) => ({ service: String(n), taskDefinition: 'td', accepts: [], desiredCount: null })),
    ),
    async runTask(_resource, args) {
      await clock.sleep(CALL_SECONDS * 1_000);
      const { Payload } = args as { Payload: { service: string } | { since: string; services: unknown } };
      if ('service' in Payload) {
        began.set(Payload.service, clock.now());
        return { Payload: { service: Payload.service, taskDefinition: 'td', deployment: 'd' } };
      }
      const steady = [...began].every(([service, at]) => clock.now() - at >= (lasts[Number(service)] ?? 0) * 1_000);
      const waitSeconds = nextLook((clock.now() - Date.parse(Payload.since)) / 1_000);
      return { Payload: { steady, again: false, waitSeconds } };
    },
  });
  await clock.until(execution.run());
  if (execution.status !== 'SUCCEEDED') throw new Error(`The services were not switched: ${execution.error?.message}`);
  return { seconds: round(clock.now() / 1_000), events: execution.history.events.length };
}

/** The Map of the rollback as a workflow of its own, behind a state with the variables that it reads. */
function machineOf(switches: readonly object[]): Machine {
  const variables = {
    switches,
    settings: { orders: [1], cluster: 'c' },
    lock: { holder: 'e', fence: 1 },
    release: null,
  };
  const { Next: _next, Catch: _catch, ...outer } = synthesized() as State & { Next?: string; Catch?: unknown };
  return {
    QueryLanguage: 'JSONata',
    StartAt: 'Begin',
    States: {
      Begin: { Type: 'Pass', Assign: variables, Next: STATES.switchOrderByOrder },
      [STATES.switchOrderByOrder]: { ...outer, End: true },
    },
  } as unknown as Machine;
}

let found: State | undefined;
function synthesized(): State {
  if (found !== undefined) return found;
  const file = new URL('../cdk.out/KnownGood-sandbox.template.json', import.meta.url);
  const { Resources } = readTemplate(file) as {
    Resources: Record<string, { Type: string; Properties: { DefinitionString?: { 'Fn::Join': [string, unknown[]] } } }>;
  };
  const rollback = Object.entries(Resources).find(
    ([id, { Type }]) => Type.endsWith('StateMachine') && id.startsWith('Rollback'),
  );
  const parts = rollback?.[1].Properties.DefinitionString?.['Fn::Join'][1] ?? [];
  const machine = JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'aws')).join('')) as Machine;
  found = machine.States[STATES.switchOrderByOrder];
  if (found === undefined) throw new Error(`The rollback has no state "${STATES.switchOrderByOrder}".`);
  return found;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const round = (number: number): number => Math.round(number * 100) / 100;
