import { oneLine } from '../../step/one-line.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Longest paragraph of a person, as in Markdown. */
const LONGEST = 4_000;

/** Text of people and of AWS as text of a page. */
export const escaped = (text: string): string =>
  oneLine(text, LONGEST).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
