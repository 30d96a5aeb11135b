import { oneLine } from '../step/one-line.ts';

/** Longest paragraph of a person; an alarm's reason has at most 1,023 characters. */
const LONGEST = 4_000;

/**
 * Text of people and alarms as Markdown on one line: nothing in it becomes a link (not even a bare address), a heading, a
 * list, a table or HTML. Only what would is escaped, so that `1.1.0 (r1)` reads as it is where the Markdown is not rendered.
 */
export const plain = (value: string): string =>
  oneLine(value, LONGEST)
    .replace(/[\\`*[\]!|<>~&@]/g, (character) => `\\${character}`)
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/:(?=\/\/)|(?<=www)\./gi, (character) => `\\${character}`)
    .replace(/^(?=[#=]|[-+](?:\s|$)|-+\s*$)/, '\\')
    .replace(/^(\d+)(?=[.)](?:\s|$))/, '$1\\');
