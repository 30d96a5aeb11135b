import type { Machine, State } from '../../sandbox/services/states/asl.ts';
import type { PlacedEvent } from '../../sandbox/services/states/history.ts';
import { type Loop, loopsOf, statesOf } from './loops.ts';
import { plainCause } from './visits.ts';
import { withoutPurpose } from './without-purpose.ts';

/** One line of a workflow's progress. Times are virtual ms. */
export interface Line {
  readonly kind: 'alarm' | 'begin' | 'fork' | 'wait' | 'step' | 'error' | 'end';
  /** Time since the progress began. */
  readonly at: number;
  /** What a person calls the execution. */
  readonly label: string;
  /** Which branch, beside how many others. */
  readonly tracks: string;
  /** A state's name; of a loop of looking, its question. */
  readonly text: string;
  readonly looks?: number;
  readonly took?: number;
  readonly tone?: 'good' | 'bad' | 'warn' | 'quiet';
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

/** What is read of an execution: of the sandbox's own, or of one in an account, told by its history. */
export interface Followed {
  readonly options: {
    readonly arn: string;
    readonly machine: Machine;
    readonly machineArn: string;
    readonly input: unknown;
  };
  /** Virtual ms. */
  readonly startedAt: number;
  readonly history: { readonly events: readonly PlacedEvent[] };
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

/** Where and when an event happened, and a line that says so. */
interface Place extends Pick<Step, 'path' | 'label' | 'tracks'> {
  readonly arn: string;
  readonly machine: Machine;
  readonly now: number;
  say(line: Omit<Line, 'at' | 'label' | 'tracks'>): Line;
}

const keyOf = ({ arn, path }: Place): string => `${arn} ${path}`;

const isIn = ({ look, question, wait, again }: Loop, state: string): boolean =>
  [look, question, wait, again].includes(state);

const ENDED: Record<string, readonly [string, Line['tone'] & string]> = {
  ExecutionSucceeded: ['done', 'good'],
  ExecutionFailed: ['failed', 'bad'],
  ExecutionAborted: ['stopped', 'bad'],
  ExecutionTimedOut: ['out of time', 'bad'],
};

/** What an alarm started begins with the alarm: people see the page ring one, and another one fire for a reason. */
function begun({ options }: Followed, { say }: Place): Line[] {
  const { detail } = (options.input ?? {}) as { detail?: { alarmName?: unknown; state?: { reason?: unknown } } };
  const fired = typeof detail?.alarmName === 'string' ? `the alarm ${detail.alarmName} fires` : undefined;
  return [
    ...(fired === undefined ? [] : [say({ kind: 'alarm', tone: 'warn', text: fired })]),
    say({ kind: 'begin', text: 'begins' }),
  ];
}

/** The end of a rollback that has only told why it does not act. */
const ONLY_REPORTS = 'Nothing was acted on';

function endOf(
  { type, executionFailedEventDetails }: PlacedEvent,
  { history }: Followed,
): readonly [string, Line['tone'] & string] | undefined {
  if (
    type === 'ExecutionSucceeded' &&
    history.events.some(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === ONLY_REPORTS)
  )
    return ['only reports it', 'quiet'];
  const without = withoutPurpose(executionFailedEventDetails?.error);
  return type === 'ExecutionFailed' && without !== undefined ? [without, 'warn'] : ENDED[type ?? ''];
}

/** Follows executions by their events: gives lines to print once, in order, and the steps under way at any time. */
export class Steps<Of extends Followed = Followed> {
  private readonly running = new Map<string, Step>();
  /** Loop's question -> how long it took each time. */
  private readonly taken = new Map<string, number[]>();
  private readonly loops = new WeakMap<Machine, Map<string, Loop>>();
  private readonly began: number;
  private readonly label: (execution: Of) => string;

  constructor(began: number, label: (execution: Of) => string) {
    this.began = began;
    this.label = label;
  }

  /** The lines an event adds. */
  take(execution: Of, event: PlacedEvent): Line[] {
    const now = event.timestamp?.getTime() ?? 0;
    const { arn, machine } = execution.options;
    const path = event.path.join('/');
    const label = this.label(execution);
    const tracks = tracksOf(machine, event.path);
    const at = now - this.began;
    const place: Place = { arn, machine, path, label, tracks, now, say: (line) => ({ at, label, tracks, ...line }) };
    const ended = endOf(event, execution);
    return [
      ...(event.type === 'ExecutionStarted' ? begun(execution, place) : []),
      ...(event.type === 'ExecutionRedriven'
        ? [place.say({ kind: 'begin', text: 'goes on from where it failed' })]
        : []),
      ...this.entered(event, place),
      ...this.left(event, place),
      ...this.failed(event, place),
      ...(ended === undefined ? [] : this.ended(ended, now - execution.startedAt, place)),
    ];
  }

  private entered({ type, stateEnteredEventDetails }: PlacedEvent, place: Place): Line[] {
    const entered = stateEnteredEventDetails?.name;
    if (entered === undefined) return [];
    const key = keyOf(place);
    const before = this.running.get(key);
    if (before?.loop !== undefined && isIn(before.loop, entered)) {
      if (entered === before.loop.look) before.looks++;
      return [];
    }
    const over = before === undefined ? [] : [this.finish(key, before, place.now)];
    const loop = this.loopsIn(place.machine).get(entered);
    if (type === 'ParallelStateEntered' || type === 'MapStateEntered')
      return isOfGroups(stateOf(place.machine, entered)) ? over : [...over, place.say({ kind: 'fork', text: entered })];
    if (type !== 'TaskStateEntered' && (type !== 'WaitStateEntered' || loop !== undefined)) return over;
    const { arn: execution, path, label, tracks, now: since } = place;
    const name = loop?.question ?? entered;
    this.running.set(key, { execution, path, label, tracks, name, loop, since, looks: 1 });
    return loop === undefined ? over : [...over, place.say({ kind: 'wait', text: name })];
  }

  private left({ type, stateExitedEventDetails }: PlacedEvent, place: Place): Line[] {
    const left = stateExitedEventDetails?.name;
    if (left === undefined) return [];
    const key = keyOf(place);
    const step = this.running.get(key);
    const lines: Line[] = [];
    if (step !== undefined && step.loop === undefined && step.name === left)
      lines.push(this.finish(key, step, place.now));
    if (type !== 'ParallelStateExited' && type !== 'MapStateExited') return lines;
    // Once a fork is left, by all its branches or by the failure of one, no branch is under way any more.
    const branch = `${place.path === '' ? '' : `${place.path}/`}${left}[`;
    for (const [inner, other] of this.running)
      if (other.execution === place.arn && other.path.startsWith(branch))
        lines.push(this.finish(inner, other, place.now));
    return lines;
  }

  private failed({ taskFailedEventDetails, taskTimedOutEventDetails }: PlacedEvent, place: Place): Line[] {
    const failed = taskFailedEventDetails ?? taskTimedOutEventDetails;
    if (failed === undefined) return [];
    const step = this.running.get(keyOf(place));
    const where = step === undefined ? '' : `${step.loop?.look ?? step.name}: `;
    const text = `${where}${failed.error}: ${plainCause(failed.cause ?? '')}`;
    return [place.say({ kind: 'error', tone: 'warn', text })];
  }

  private ended([text, tone]: (typeof ENDED)[string], took: number, { arn, say }: Place): Line[] {
    for (const [key, { execution }] of this.running) if (execution === arn) this.running.delete(key);
    return [say({ kind: 'end', text, tone, took })];
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

const stateOf = (machine: Machine, name: string): State | undefined =>
  statesOf(machine)
    .map((states) => states[name])
    .find((found) => found !== undefined);

/** A map over groups, whose items are told by the map in it. */
const isOfGroups = (state: State | undefined): boolean =>
  state?.Type === 'Map' && Object.values(state.ItemProcessor.States).some(({ Type }) => Type === 'Map');

/** `│ ● │ ` for the second of three branches, `2. ` for the second item of a map; nested ones one after another. */
export function tracksOf(machine: Machine, path: readonly string[]): string {
  return path
    .map((element) => {
      const [, name = '', at = '0'] = /^(.*)\[(\d+)\]$/.exec(element) ?? [];
      const state = stateOf(machine, name);
      if (isOfGroups(state)) return '';
      if (state?.Type !== 'Parallel') return `${Number(at) + 1}. `;
      return state.Branches.map((_, index) => (index === Number(at) ? '● ' : '│ ')).join('');
    })
    .join('');
}

function median(numbers: readonly number[]): number | undefined {
  return [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];
}
