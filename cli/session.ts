import { createColors } from 'picocolors';
import type { Text } from '../console/progress/text.ts';
import type { Environment } from './account/environments.ts';
import { EXIT, Stop } from './exit.ts';
import type { Words } from './words/words.ts';

/** What every verb may be given. */
export interface Common {
  readonly environment?: string;
  readonly json?: boolean;
  readonly yes?: boolean;
}

/** Columns where the output is no terminal. */
const PIPED_COLUMNS = 100;

/** One run of the command: in which language, for whom, to where. */
export class Session {
  readonly words: Words;
  readonly common: Common;
  private readonly colours: ReturnType<typeof createColors>;

  constructor(words: Words, common: Common) {
    this.words = words;
    this.common = common;
    // picocolors knows NO_COLOR and FORCE_COLOR, but takes a CI for a terminal: a log there shows escape codes.
    const wanted = process.env['FORCE_COLOR'] !== undefined && process.env['FORCE_COLOR'] !== '0';
    this.colours = createColors((wanted || process.stdout.isTTY === true) && (process.env['NO_COLOR'] ?? '') === '');
  }

  get json(): boolean {
    return this.common.json === true;
  }

  get terminal(): boolean {
    return process.stdout.isTTY === true && process.env['CI'] === undefined;
  }

  get columns(): number {
    return process.stdout.isTTY === true ? (process.stdout.columns ?? 80) : PIPED_COLUMNS;
  }

  paint({ text, tone }: Text): string {
    const { dim, bold, cyan, green, red, yellow } = this.colours;
    const paints = {
      plain: (one: string) => one,
      quiet: dim,
      strong: bold,
      now: cyan,
      good: green,
      bad: red,
      warn: yellow,
    };
    return text === '' ? text : paints[tone](text);
  }

  print(lines: readonly Text[]): void {
    if (lines.length > 0) process.stdout.write(`${lines.map((line) => this.paint(line)).join('\n')}\n`);
  }

  printJson(value: unknown): void {
    process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  }

  /** What is no result: progress and remarks, which a pipe is not to take for one. */
  remark(text: string): void {
    process.stderr.write(`${text}\n`);
  }

  /** The environment that is meant. @throws Stop */
  async environment(): Promise<Environment> {
    const { chosen, findEnvironments } = await import('./account/environments.ts');
    return chosen(await findEnvironments(), this.common.environment, this.words);
  }

  /** Asks before what cannot be undone. @throws Stop where nobody says yes */
  async confirm(question: string): Promise<void> {
    if (this.common.yes === true) return;
    const { errors, screens } = this.words;
    if (process.stdin.isTTY !== true) throw new Stop(EXIT.notConfirmed, errors.needsYes);
    const { createInterface } = await import('node:readline/promises');
    const asking = createInterface({ input: process.stdin, output: process.stderr });
    try {
      const answer = (await asking.question(`${question} ${screens.yesNo} `)).trim().toLowerCase();
      if (!screens.yes.includes(answer)) throw new Stop(EXIT.notConfirmed, errors.notConfirmed);
    } finally {
      asking.close();
    }
  }
}
