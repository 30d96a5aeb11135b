import { styleText } from 'node:util';

/** A line of a terminal, before it is coloured: what it says, and in which tone. */
export interface Text {
  readonly text: string;
  readonly tone: 'plain' | 'quiet' | 'strong' | 'now' | 'good' | 'bad' | 'warn';
}

const STYLES: Record<Text['tone'], Parameters<typeof styleText>[0] | undefined> = {
  plain: undefined,
  quiet: 'gray',
  strong: 'bold',
  now: 'cyan',
  good: 'green',
  bad: 'red',
  warn: 'yellow',
};

/** As `stream` shows it: without colours where it is no terminal. */
export function paint({ text, tone }: Text, stream: NodeJS.WriteStream): string {
  const style = STYLES[tone];
  return style === undefined || text === '' ? text : styleText(style, text, { stream });
}

/** Columns where the output is no terminal. */
const PIPED_COLUMNS = 100;

export const columnsOf = (stream: NodeJS.WriteStream): number =>
  stream.isTTY === true ? (stream.columns ?? 80) : PIPED_COLUMNS;

/** Code points, which all take one column here. */
export const length = (text: string): number => [...text].length;

export function cut(text: string, columns: number): string {
  return length(text) <= columns ? text : `${[...text].slice(0, columns - 1).join('')}…`;
}

/** Words on lines of at most `columns`; a longer word has a line of its own. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && length(last) + 1 + length(word) <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
