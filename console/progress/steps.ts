import type { Machine } from '../../sandbox/services/states/asl.ts';
import type { Execution } from '../../sandbox/services/states/execution.ts';
import type { Told } from '../../sandbox/services/states/history.ts';
import { type Loop, loopsOf, statesOf } from './loops.ts';
import { plainCause } from './visits.ts';

/** One line of a workflow's progress. Times are virtual ms. */
export interface Line {
  readonly kind: 'begin' | 'fork' | 'wait' | 'step' | 'error' | 'end';
  /** Since the progress began. */
  readonly at: number;
  /** What a person calls the execution. */
  readonly label: string;
  /** Which branch, beside how many others. */
  readonly tracks: string;
  /** A state's name; of a loop of looking, its question. */
  readonly text: string;
  readonly looks?: number;
  readonly took?: number;
  readonly tone?: 'good' | 'bad' | 'warn';
}

/** What is under way now. */
export interface UnderWay {
  readonly label: string;
  readonly tracks: string;
  readonly text: string;
  readonly since: number;
  readonly looks: number;
  /** How long it took before; undefined the first time. */
  readonly usual: number | undefined;
}

interface Step {
  readonly execution: string;
  readonly path: string;
  readonly label: string;
  readonly tracks: string;
  readonly name: string;
  readonly loop: Loop | undefined;
  readonly since: number;
  looks: number;
}

const ENDED: Record<string, readonly [string, Line['tone'] & string]> = {
  ExecutionSucceeded: ['done', 'good'],
  ExecutionFailed: ['failed', 'bad'],
  ExecutionAborted: ['stopped', 'bad'],
  ExecutionTimedOut: ['out of time', 'bad'],
};

/** Follows executions by their events: what to say once, in order, and what is under way at any time. */
export class Steps {
  private readonly running = new Map<string, Step>();
  /** Loop's question -> how long it took each time. */
  private readonly taken = new Map<string, number[]>();
  private readonly loops = new WeakMap<Machine, Map<string, Loop>>();
  private readonly began: number;
  private readonly label: (execution: Execution) => string;

  constructor(began: number, label: (execution: Execution) => string) {
    this.began = began;
    this.label = label;
  }

  /** The lines an event adds. */
  take(execution: Execution, event: Told): Line[] {
    const now = event.timestamp?.getTime() ?? 0;
    const { arn, machine } = execution.options;
    const path = event.path.join('/');
    const key = `${arn} ${path}`;
    const lines: Line[] = [];
    const tracks = tracksOf(machine, event.path);
    const say = (line: Omit<Line, 'at' | 'label' | 'tracks'>): void => {
      lines.push({ at: now - this.began, label: this.label(execution), tracks, ...line });
    };

    if (event.type === 'ExecutionStarted') say({ kind: 'begin', text: 'begins' });
    if (event.type === 'ExecutionRedriven') say({ kind: 'begin', text: 'goes on from where it failed' });

    const entered = event.stateEnteredEventDetails?.name;
    if (entered !== undefined) {
      const before = this.running.get(key);
      const within =
        before?.loop !== undefined && [before.loop.look, before.loop.question, before.loop.wait].includes(entered);
      if (before !== undefined && within) {
        if (entered === before.loop?.look) before.looks++;
      } else {
        if (before !== undefined) lines.push(this.finish(key, before, now));
        const loop = this.loopsIn(machine).get(entered);
        if (event.type === 'ParallelStateEntered' || event.type === 'MapStateEntered')
          say({ kind: 'fork', text: entered });
        else if (event.type === 'TaskStateEntered' || (event.type === 'WaitStateEntered' && loop === undefined)) {
          const name = loop?.question ?? entered;
          this.running.set(key, {
            ...{ execution: arn, path, label: this.label(execution), tracks, name, loop, since: now },
            looks: 1,
          });
          if (loop !== undefined) say({ kind: 'wait', text: name });
        }
      }
    }

    const left = event.stateExitedEventDetails?.name;
    const step = this.running.get(key);
    if (left !== undefined && step !== undefined && step.loop === undefined && step.name === left)
      lines.push(this.finish(key, step, now));
    // A fork that is left, by all its branches or by the failure of one: none of them is under way any more.
    if (event.type === 'ParallelStateExited' || event.type === 'MapStateExited')
      for (const [inner, other] of this.running)
        if (other.execution === arn && other.path.startsWith(`${path === '' ? '' : `${path}/`}${left}[`))
          lines.push(this.finish(inner, other, now));

    const failed = event.taskFailedEventDetails ?? event.taskTimedOutEventDetails;
    if (failed !== undefined)
      say({
        kind: 'error',
        tone: 'warn',
        text: `${step === undefined ? '' : `${step.loop?.look ?? step.name}: `}${failed.error}: ${plainCause(failed.cause ?? '')}`,
      });

    const ended = ENDED[event.type ?? ''];
    if (ended !== undefined) {
      for (const [inner, other] of this.running) if (other.execution === arn) this.running.delete(inner);
      say({ kind: 'end', text: ended[0], tone: ended[1], took: now - execution.startedAt });
    }
    return lines;
  }

  /** What is under way, in the order it began. */
  underWay(): UnderWay[] {
    return [...this.running.values()].map(({ label, tracks, name, since, looks, loop }) => ({
      label,
      tracks,
      text: name,
      since,
      looks: loop === undefined ? 0 : looks,
      usual: loop === undefined ? undefined : median(this.taken.get(name) ?? []),
    }));
  }

  private finish(key: string, step: Step, now: number): Line {
    this.running.delete(key);
    const took = now - step.since;
    if (step.loop !== undefined) this.taken.set(step.name, [...(this.taken.get(step.name) ?? []), took]);
    const { label, tracks, name: text, looks } = step;
    const at = now - this.began;
    return { kind: 'step', at, label, tracks, text, took, ...(step.loop === undefined ? {} : { looks }) };
  }

  private loopsIn(machine: Machine): Map<string, Loop> {
    const known = this.loops.get(machine) ?? loopsOf(machine);
    this.loops.set(machine, known);
    return known;
  }
}

/** `│ ● │ ` for the second of three branches, `2. ` for the second item of a map; nested ones one after another. */
export function tracksOf(machine: Machine, path: readonly string[]): string {
  return path
    .map((element) => {
      const [, name = '', at = '0'] = /^(.*)\[(\d+)\]$/.exec(element) ?? [];
      const state = statesOf(machine)
        .map((states) => states[name])
        .find((found) => found !== undefined);
      if (state?.Type !== 'Parallel') return `${Number(at) + 1}. `;
      return state.Branches.map((_, index) => (index === Number(at) ? '● ' : '│ ')).join('');
    })
    .join('');
}

function median(numbers: readonly number[]): number | undefined {
  return [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];
}
