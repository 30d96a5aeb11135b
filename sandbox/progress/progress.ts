import { styleText } from 'node:util';
import type { Clock } from '../kernel/clock.ts';
import type { Execution } from '../states/execution.ts';
import type { Told } from '../states/history.ts';

interface Running {
  readonly label: string;
  readonly where: string;
  readonly state: string;
  readonly since: number;
  looks: number;
}

export interface Progress {
  /** Takes every history event of every execution. */
  event(execution: Execution, event: Told): void;
  /** Prints a line that stays, above the live part. */
  say(text: string): void;
  close(): void;
}

const SHOWN = new Set(['TaskStateEntered', 'ParallelStateEntered', 'MapStateEntered', 'WaitStateEntered']);
const ENDED: Record<string, string> = {
  ExecutionSucceeded: 'done',
  ExecutionFailed: 'failed',
  ExecutionAborted: 'stopped',
  ExecutionTimedOut: 'out of time',
};

/**
 * What the workflows do, live: every state once as a line that stays (a loop of looking is one line), and below it, on a
 * terminal, what is under way now with its time and number of looks. Piped, only the lines that stay.
 */
export function createProgress(
  out: NodeJS.WriteStream,
  clock: Clock,
  label: (execution: Execution) => string,
): Progress {
  const live = out.isTTY === true && process.env['CI'] === undefined;
  const begun = clock.now();
  const running = new Map<string, Running>();
  const told = new Map<string, number>();
  let drawn = 0;

  const erase = (): void => {
    if (drawn > 0) out.write(`\u001b[${drawn}A\u001b[J`);
    drawn = 0;
  };
  const draw = (): void => {
    if (!live) return;
    for (const { label: name, where, state, since, looks } of running.values()) {
      const many = looks > 1 ? `, ${ordinal(looks)} look` : '';
      const text = `  ◐ ${name}: ${where}${state} (${span(clock.now() - since)}${many})`;
      out.write(`${styleText('cyan', [...text].slice(0, (out.columns ?? 80) - 1).join(''))}\n`);
      drawn++;
    }
  };
  const line = (text: string): void => {
    erase();
    out.write(`${text}\n`);
    draw();
  };
  const at = (): string => span(clock.now() - begun).padStart(7);
  const timer = live
    ? setInterval(() => {
        erase();
        draw();
      }, 250)
    : undefined;
  timer?.unref();

  return {
    event(execution, event) {
      const id = `${execution.options.arn} ${event.path.join('/')}`;
      const name = label(execution);
      const state = event.stateEnteredEventDetails?.name;
      if (event.type === 'ExecutionStarted') line(`${at()}  ${styleText('bold', `${name} begins`)}`);
      if (state !== undefined && SHOWN.has(event.type ?? '') && !state.startsWith('Wait: ')) {
        const key = `${id} ${state}`;
        const looks = (told.get(key) ?? 0) + 1;
        told.set(key, looks);
        const before = running.get(id);
        const where = event.path.length === 0 ? '' : `${'│ '.repeat(event.path.length)}`;
        running.set(id, {
          label: name,
          where,
          state,
          since: before?.state === state ? before.since : clock.now(),
          looks,
        });
        if (looks === 1) line(`${at()}  ${name.padEnd(14)} ${where}${state}`);
      }
      if (event.type?.endsWith('StateExited') && event.path.length > 0 && /^(Pass|Map|Parallel)/.test(event.type))
        running.delete(id);
      if (event.type === 'TaskFailed' || event.type === 'TaskTimedOut') {
        const details = event.taskFailedEventDetails ?? event.taskTimedOutEventDetails;
        line(
          `${at()}  ${styleText('yellow', `${name.padEnd(14)} ${details?.error}: ${plain(details?.cause ?? '')}`.slice(0, 400))}`,
        );
      }
      const ended = ENDED[event.type ?? ''];
      if (ended !== undefined) {
        for (const key of running.keys()) if (key.startsWith(execution.options.arn)) running.delete(key);
        const color = ended === 'done' ? 'green' : 'red';
        line(`${at()}  ${styleText(color, `${name} ${ended}`)} after ${span(clock.now() - execution.startedAt)}`);
      }
    },
    say: (text) => line(text),
    close() {
      clearInterval(timer);
      erase();
    },
  };
}

/** Virtual ms as minutes and seconds. */
export const span = (ms: number): string =>
  `${Math.floor(ms / 60_000)}:${String(Math.floor((ms % 60_000) / 1_000)).padStart(2, '0')}`;

const ordinal = (n: number): string =>
  `${n}${n % 100 >= 11 && n % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`;

function plain(cause: string): string {
  try {
    return String((JSON.parse(cause) as { errorMessage?: string }).errorMessage ?? cause);
  } catch {
    return cause;
  }
}
