import type { Call } from '../calls/call.ts';
import { statesOf } from '../world/definitions.ts';
import type { Invocation, InvocationFault } from '../world/invocation.ts';
import { resumeWatchdog, stopWatchdog } from '../world/watchdog-schedule.ts';
import type { World } from '../world/world.ts';
import { BadEnd } from './bad-end.ts';
import type { Cell, Kind } from './cell.ts';
import type { CallFault, Faults } from './fault.ts';

/** How often a fault that passes hits: more often than the SDK tries (3), so that the state itself must try again. */
const WHILE = 7;
/** `pg` does not try again by itself, and a rollback goes on without a database that stays away for five tries. */
const WHILE_DATABASE = 3;
const INVOCATION = 3;
const FOR_EVER = Number.POSITIVE_INFINITY;

const CALL_FAULTS: Readonly<Partial<Record<Kind, readonly [CallFault, number]>>> = {
  'throttled-for-a-while': ['throttle', WHILE],
  'throttled-for-ever': ['throttle', FOR_EVER],
  'server-errors': ['server-error', INVOCATION],
  'access-denied': ['access-denied', FOR_EVER],
  'events-lost': ['access-denied', FOR_EVER],
  'events-and-watchdog-lost': ['access-denied', FOR_EVER],
  'time-out': ['time-out', INVOCATION],
  'cut-off': ['cut-off', 1],
  'answer-lost': ['lose-answer', 1],
  'answered-twice': ['twice', 1],
  'stale-read': ['stale', 2],
};
const INVOCATION_FAULTS: Readonly<Partial<Record<Kind, InvocationFault>>> = {
  'function-time-out': 'function-time-out',
  'function-answer-lost': 'function-answer-lost',
  'function-twice': 'function-twice',
};

/** A step fails, and the event that would say so never comes; in the second kind the watchdog no longer looks either. */
const LOSE_EVENTS: readonly Kind[] = ['events-lost', 'events-and-watchdog-lost'];

interface Armed {
  readonly cell: Cell;
  readonly badEnd: BadEnd;
  /** Belongs to the story: not what is tried. */
  readonly given: boolean;
  left: number;
  hit: boolean;
}

/** Faults of a run, each at its place, each as often as its kind says. */
export class ArmedFaults implements Faults {
  private readonly armed: Armed[];
  private world: World | undefined;
  private struck = 0;

  /**
   * @param given belong to the story
   * @throws Error for a cell at a state that its workflow does not have: it would hit nothing
   */
  constructor(cells: readonly Cell[], given: readonly Cell[] = []) {
    for (const { machine, state } of [...given, ...cells])
      if (!statesOf(machine).has(state)) throw new Error(`The workflow ${machine} has no state "${state}" to fail at.`);
    const arm = (cell: Cell, belongs: boolean): Armed => {
      const times = CALL_FAULTS[cell.kind]?.[1] ?? 1;
      const database = cell.operation.startsWith('postgres:') && cell.kind === 'throttled-for-a-while';
      return { cell, given: belongs, badEnd: new BadEnd(), hit: false, left: database ? WHILE_DATABASE : times };
    };
    this.armed = [...given.map((cell) => arm(cell, true)), ...cells.map((cell) => arm(cell, false))];
  }

  /** How often anything was changed: a cell whose place is never reached, or that changes nothing there, proves nothing. */
  get hits(): number {
    const toothless = this.armed.filter(
      ({ cell, given, hit, badEnd }) => !given && hit && cell.kind === 'terminal-status' && !badEnd.hasBitten,
    );
    return this.struck - toothless.length;
  }

  /** Before anything happens in the world. */
  enter(world: World): void {
    this.world = world;
    if (this.armed.some(({ cell }) => LOSE_EVENTS.includes(cell.kind)))
      world.events.delivery = (event) => (event.source === 'aws.states' ? 'never' : 'once');
  }

  onCall(call: Call): CallFault | undefined {
    for (const armed of this.armed) {
      const { cell } = armed;
      if (armed.left <= 0 || !this.isAt(cell, call)) continue;
      const [fault] = CALL_FAULTS[cell.kind] ?? [];
      if (fault === undefined || cell.operation !== `${call.service}:${call.operation}`) continue;
      this.hit(armed);
      return fault;
    }
    return undefined;
  }

  spared(call: Call): void {
    const armed = this.armed.find(({ cell }) => cell.kind === 'stale-read' && this.isAt(cell, call));
    if (armed === undefined) return;
    armed.left++;
    if (!armed.given) this.struck--;
  }

  onInvocation(invocation: Invocation): InvocationFault | undefined {
    const { world } = this;
    for (const armed of this.armed) {
      const { cell } = armed;
      if (armed.left <= 0 || !this.isAt(cell, invocation) || world === undefined) continue;
      if (cell.kind === 'stopped-by-a-person') {
        this.hit(armed);
        void this.stopSoon(world, invocation.execution);
      }
      if (cell.kind === 'terminal-status' && armed.badEnd.begins(invocation, world)) this.hit(armed);
      const fault = INVOCATION_FAULTS[cell.kind];
      if (fault === undefined) continue;
      this.hit(armed);
      return fault;
    }
    return undefined;
  }

  onAnswer(call: Call, output: unknown): unknown {
    return this.armed.reduce((answer, { badEnd }) => badEnd.change(call, answer), output);
  }

  mend(): void {
    // What has not happened yet is not known to anybody.
    for (const armed of this.armed) if (armed.hit) armed.left = 0;
    if (this.world !== undefined) {
      for (const { badEnd } of this.armed) badEnd.mend(this.world);
      this.world.events.delivery = () => 'once';
      resumeWatchdog(this.world);
    }
  }

  private isAt({ machine, state }: Cell, where: { readonly machine: string; readonly state: string }): boolean {
    return where.machine === machine && where.state === state;
  }

  private hit(armed: Armed): void {
    if (!armed.hit && armed.cell.kind === 'events-and-watchdog-lost' && this.world !== undefined)
      stopWatchdog(this.world);
    armed.left--;
    armed.hit = true;
    if (!armed.given) this.struck++;
  }

  /** In the middle of what the step does. */
  private async stopSoon(world: World, execution: string): Promise<void> {
    await world.clock.sleep(world.chance.int(20, 400));
    const run = world.states.executions().find(({ options }) => options.arn === execution);
    if (run?.status === 'RUNNING') run.stop('Person', 'stopped by hand');
  }
}
