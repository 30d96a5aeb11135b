import type { DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { live, stay } from '../../console/progress/line.ts';
import { type Followed, type Line, Steps } from '../../console/progress/steps.ts';
import type { PlacedEvent } from '../../sandbox/services/states/history.ts';
import type { Definition } from '../account/deployed.ts';
import type { Environment } from '../account/environments.ts';
import { definitionOf, execution, executionsOf, History, pause } from '../account/executions.ts';
import { EXIT, type ExitCode, Stop } from '../exit.ts';
import type { Session } from '../session.ts';
import { endLines, endOf } from './ending.ts';
import { kindOf, labelOf } from './label.ts';
import { Places } from './place.ts';

const LOOK_EVERY_MS = 1_000;
/** Executions before this one from which is learnt how long a wait usually takes. */
const LEARN_FROM = 3;

/** An execution with its events, each in its place. */
class Trail implements Followed {
  readonly options: Followed['options'];
  readonly startedAt: number;
  readonly history: { readonly events: PlacedEvent[] } = { events: [] };
  private readonly source: History;
  private readonly places: Places;

  constructor(found: DescribeExecutionCommandOutput, machine: Definition) {
    const { executionArn: arn = '', stateMachineArn: machineArn = '' } = found;
    this.options = { arn, machineArn, machine: machine as never, input: JSON.parse(found.input ?? '{}') };
    this.startedAt = found.startDate?.getTime() ?? 0;
    this.source = new History(arn);
    this.places = new Places(machine);
  }

  async more(): Promise<PlacedEvent[]> {
    const events = (await this.source.more()).map((event) => this.places.place(event));
    this.history.events.push(...events);
    return events;
  }
}

/**
 * Shows an execution as it runs, from its beginning to its end: what is over as lines that stay, what is waited for below
 * them, with how long it took before.
 * @returns done where it did what it was started for
 */
export async function follow(session: Session, environment: Environment, arn: string): Promise<ExitCode> {
  const { errors, screens } = session.words;
  const found = await execution(arn);
  if (found === undefined) throw new Stop(EXIT.notFound, errors.noSuchExecution(arn));
  const machine = await definitionOf(arn);
  const trail = new Trail(found, machine);
  const steps = new Steps<Followed>(trail.startedAt, labelOf);
  if (!session.json) await learn(environment, trail, machine, steps);
  const screen = new Screen(session, steps);
  const interrupted = (): void => {
    screen.erase();
    session.remark(errors.runsOn(arn));
    process.exit(EXIT.interrupted);
  };
  process.once('SIGINT', interrupted);
  try {
    for (;;) {
      const running = await execution(arn);
      const events = await trail.more();
      for (const event of events) screen.tell(steps.take(trail, event), event.timestamp?.getTime() ?? 0);
      if (running !== undefined && running.status !== 'RUNNING' && running.status !== 'PENDING_REDRIVE') {
        screen.erase();
        const end = endOf(running, trail.history.events);
        if (session.json) session.printJson({ execution: arn, status: running.status, ...end.facts });
        else session.print(endLines(end, screens, session.columns));
        return end.code;
      }
      screen.draw();
      await pause(LOOK_EVERY_MS);
    }
  } finally {
    process.removeListener('SIGINT', interrupted);
  }
}

/** Takes the newest executions of the same workflow that went well, without showing them. */
async function learn(
  environment: Environment,
  trail: Trail,
  machine: Definition,
  steps: Steps<Followed>,
): Promise<void> {
  const kind = kindOf(trail.options.machineArn);
  if (kind === undefined) return;
  const earlier = (await executionsOf(environment, kind, 20)).filter(({ status }) => status === 'SUCCEEDED');
  for (const { executionArn = '' } of earlier.slice(0, LEARN_FROM)) {
    const found = executionArn === trail.options.arn ? undefined : await execution(executionArn);
    if (found === undefined) continue;
    const other = new Trail(found, machine);
    for (const event of await other.more()) steps.take(other, event);
  }
}

/** The lines that stay, and below them on a terminal those of what is under way. */
class Screen {
  private readonly session: Session;
  private readonly steps: Steps<Followed>;
  private drawn = 0;
  private seen = { event: 0, at: Date.now() };

  constructor(session: Session, steps: Steps<Followed>) {
    this.session = session;
    this.steps = steps;
  }

  tell(lines: readonly Line[], event: number): void {
    this.seen = { event, at: Date.now() };
    const { json, terminal, columns } = this.session;
    const said = lines.filter(({ kind }) => kind !== 'wait' || !terminal);
    if (json || said.length === 0) return;
    this.erase();
    for (const line of said) this.session.print(stay(this.translated(line), columns, this.session.words.screens.line));
  }

  erase(): void {
    if (this.drawn > 0) process.stdout.write(`\u001b[${this.drawn}A\u001b[J`);
    this.drawn = 0;
  }

  draw(): void {
    const { json, terminal, columns } = this.session;
    if (json || !terminal) return;
    this.erase();
    const shown = live(this.steps.underWay(), this.now, columns, this.session.words.screens.line).slice(
      0,
      Math.max(1, (process.stdout.rows ?? 24) - 2),
    );
    this.session.print(shown);
    this.drawn = shown.length;
  }

  /** The clocks of this machine and of AWS may differ: what has passed here is added to the last event's own time. */
  private get now(): number {
    return Math.max(this.seen.event + (Date.now() - this.seen.at), 0);
  }

  private translated(line: Line): Line {
    const { progress } = this.session.words.screens;
    return { ...line, text: progress[line.text] ?? line.text };
  }
}
