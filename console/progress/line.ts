import { about, ordinal, span } from './durations.ts';
import type { Line, UnderWay } from './steps.ts';
import { cut, length, type Text, wrap } from './text.ts';

/** The right-hand column ends here at most: farther away, the eye no longer finds its line. */
const WIDEST = 110;
const TIME = 7;
/** Wide enough for `release 2.0.0`: labels stand below each other. */
const LABEL = 14;
const INDENT = ' '.repeat(TIME + 2 + LABEL + 1);

/** What lines say beside names of states. */
export interface LineWords {
  readonly after: string;
  readonly looks: string;
  look(nth: number): string;
  readonly usually: string;
}

const ENGLISH: LineWords = {
  after: 'after',
  looks: 'looks',
  look: (nth) => `${ordinal(nth)} look`,
  usually: 'usually',
};

/** A line that stays, in at most `width` columns; an error may take several. */
export function stay(line: Line, width: number, words: LineWords = ENGLISH): Text[] {
  const columns = Math.min(width, WIDEST);
  const start = `${span(line.at).padStart(TIME)}  ${line.label.padEnd(LABEL)} ${line.tracks}`;
  switch (line.kind) {
    case 'begin':
      return [{ text: cut(`${span(line.at).padStart(TIME)}  ${line.label} ${line.text}`, columns), tone: 'strong' }];
    case 'alarm':
      return [{ text: cut(`${span(line.at).padStart(TIME)}  ${line.text}`, columns), tone: 'warn' }];
    case 'end':
      return [
        {
          text: cut(
            `${span(line.at).padStart(TIME)}  ${line.label} ${line.text} ${words.after} ${span(line.took ?? 0)}`,
            columns,
          ),
          tone: line.tone ?? 'plain',
        },
      ];
    case 'error':
      return wrap(line.text, Math.max(30, columns - INDENT.length - line.tracks.length)).map((part, index) => ({
        text: `${index === 0 ? start : `${INDENT}${' '.repeat(line.tracks.length)}`}${part}`,
        tone: 'warn',
      }));
    case 'fork':
      return [{ text: cut(`${start}${line.text}`, columns), tone: 'plain' }];
    case 'wait':
      return [{ text: cut(`${start}${line.text} …`, columns), tone: 'quiet' }];
    case 'step': {
      const looks = (line.looks ?? 0) > 1 ? `${line.looks} ${words.looks}  ` : '';
      return [
        { text: spread(`${start}${line.text}`, `${looks}${span(line.took ?? 0).padStart(5)}`, columns), tone: 'plain' },
      ];
    }
  }
}

/** The steps under way, at `now` (virtual ms): a line each, and one more for the looks where there is no room beside. */
export function live(steps: readonly UnderWay[], now: number, width: number, words: LineWords = ENGLISH): Text[] {
  const columns = Math.min(width - 1, WIDEST);
  return steps.flatMap(({ label, tracks, text, since, looks, usual }): Text[] => {
    const time = span(now - since).padStart(5);
    const start = `  ◐ ${label.padEnd(LABEL)} ${tracks}`;
    const much = [
      ...(looks > 0 ? [words.look(looks)] : []),
      ...(usual === undefined ? [] : [`${words.usually} ${about(usual)}`]),
    ].join(', ');
    const whole = `${start}${text}`;
    if (much === '' || length(whole) + length(much) + length(time) + 4 <= columns)
      return [{ text: spread(whole, much === '' ? time : `${much}  ${time}`, columns), tone: 'now' }];
    return [
      { text: spread(whole, time, columns), tone: 'now' },
      { text: cut(`${' '.repeat(length(start))}${much}`, columns), tone: 'now' },
    ];
  });
}

/** `left` and `right` at the two ends of the columns; `right` is never cut. */
function spread(left: string, right: string, columns: number): string {
  const room = columns - length(right) - 2;
  const shown = cut(left, room);
  return `${shown}${' '.repeat(columns - length(shown) - length(right))}${right}`;
}
