/** Control and format characters, and everything that begins a new line: each run becomes one space. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** Text of people, alarms and other services on one line, at most `longest` characters of it. */
export function oneLine(value: string, longest: number): string {
  const characters = [...value.toWellFormed().replace(UNPRINTABLE, ' ').trim()];
  return characters.length <= longest ? characters.join('') : `${characters.slice(0, longest - 1).join('')}…`;
}
