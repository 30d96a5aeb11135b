import type { Clock } from '../../sandbox/kernel/clock.ts';
import type { Execution } from '../../sandbox/services/states/execution.ts';
import type { PlacedEvent } from '../../sandbox/services/states/history.ts';
import { live, stay } from './line.ts';
import { type Line, Steps } from './steps.ts';
import { columnsOf, paint, type Text } from './text.ts';

export interface Progress {
  /** Takes every history event of every execution. */
  event(execution: Execution, event: PlacedEvent): void;
  /** Prints a line that stays, above the live part. */
  say(text: string): void;
  close(): void;
}

/**
 * Shows live what the workflows do. A state that is over is a line that stays (a loop of looking is one); below, on a
 * terminal, stand the steps under way with their time and number of looks. Piped, there are only the lines that stay, and
 * a loop also says when it begins, because nothing else shows the wait.
 */
export function createProgress(
  out: NodeJS.WriteStream,
  clock: Clock,
  label: (execution: Execution) => string,
): Progress {
  const terminal = out.isTTY === true && process.env['CI'] === undefined;
  const steps = new Steps(clock.now(), label);
  let drawn = 0;
  const print = (text: Text): void => {
    out.write(`${paint(text, out)}\n`);
  };
  const erase = (): void => {
    if (drawn > 0) out.write(`\u001b[${drawn}A\u001b[J`);
    drawn = 0;
  };
  const draw = (): void => {
    if (!terminal) return;
    // More rows than the terminal has would scroll away and could not be erased.
    const shown = live(steps.underWay(), clock.now(), columnsOf(out)).slice(0, Math.max(1, (out.rows ?? 24) - 2));
    for (const text of shown) print(text);
    drawn = shown.length;
  };
  const tell = (lines: readonly Line[]): void => {
    const said = lines.filter(({ kind }) => kind !== 'wait' || !terminal);
    if (said.length === 0) return;
    erase();
    for (const line of said) for (const text of stay(line, columnsOf(out))) print(text);
    draw();
  };
  const timer = terminal
    ? setInterval(() => {
        erase();
        draw();
      }, 250)
    : undefined;
  timer?.unref();

  return {
    event: (execution, event) => tell(steps.take(execution, event)),
    say(text) {
      erase();
      out.write(`${text}\n`);
      draw();
    },
    close() {
      clearInterval(timer);
      erase();
    },
  };
}
