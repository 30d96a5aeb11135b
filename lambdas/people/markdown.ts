import { oneLine } from '../step/one-line.ts';

/** Longest paragraph of a person; an alarm's reason has at most 1,023 characters. */
const LONGEST = 4_000;

/**
 * Text of people and alarms as Markdown on one line: nothing in it becomes a link (not even a bare address), a heading, a
 * list, a table or HTML.
 */
export const plain = (value: string): string =>
  oneLine(value, LONGEST)
    .replace(/[\\`*_{}[\]()#+!|<>~&@]/g, (character) => `\\${character}`)
    .replace(/:(?=\/\/)|(?<=www)\./gi, (character) => `\\${character}`)
    .replace(/^([-=]|\d+(?=[.)]))/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));
