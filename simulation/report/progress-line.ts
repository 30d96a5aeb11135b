import { about } from '../../console/progress/durations.ts';
import { columnsOf, cut } from '../../console/progress/text.ts';

const ON_A_TERMINAL_MS = 250;
/** Every line of a log stays: fewer are read. */
const IN_A_LOG_MS = 30_000;
const BAR = 20;

export interface Out {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** How far long work is: on a terminal one line with a bar, written over; in a log a line now and then. */
export class ProgressLine {
  private readonly out: Out;
  private readonly now: () => number;
  private readonly began: number;
  private shownAt: number;
  private drawn = false;

  /** @param now milliseconds */
  constructor(out: Out = process.stdout, now: () => number = () => performance.now()) {
    this.out = out;
    this.now = now;
    this.began = now();
    this.shownAt = this.began;
  }

  /** @param of how many there are, as far as is known @param note what else is known, shown at the end */
  show(done: number, of: number, what: string, note = ''): void {
    const now = this.now();
    const terminal = this.out.isTTY === true;
    if (now - this.shownAt < (terminal ? ON_A_TERMINAL_MS : IN_A_LOG_MS)) return;
    this.shownAt = now;
    const elapsed = now - this.began;
    const left = (elapsed / Math.max(1, done)) * (of - done);
    const text = [
      `${done} of ${of} ${what}`,
      `${((1_000 * done) / elapsed).toFixed(1)} a second`,
      `about ${about(left)} left`,
      ...(note === '' ? [] : [note]),
    ].join(', ');
    if (!terminal) {
      this.out.write(`${text}\n`);
      return;
    }
    const full = Math.floor((BAR * done) / Math.max(1, of));
    const bar = `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`;
    this.out.write(`\r\u001b[K${cut(`${bar} ${text}`, columnsOf(this.out as NodeJS.WriteStream) - 1)}`);
    this.drawn = true;
  }

  /** Makes room for what stays. */
  clear(): void {
    if (this.drawn) this.out.write('\r\u001b[K');
    this.drawn = false;
  }
}
