import type { Text } from '../console/progress/text.ts';
import type { Second } from './traffic.ts';

const BARS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const ROWS = [
  ['served', 'good'],
  ['maintenance', 'warn'],
  ['errors', 'bad'],
] as const;
/** Columns before the bars. */
const MARGIN = 15;
const WIDEST = 120;

/** What users saw, second by second, as three rows of bars within `width` columns. In a long play, one column is several seconds. */
export function chart(seconds: readonly Second[], width: number): Text[] {
  const room = Math.max(20, Math.min(width, WIDEST) - MARGIN - 1);
  const fold = Math.max(1, Math.ceil(seconds.length / room));
  const columns: Second[] = [];
  for (let from = 0; from < seconds.length; from += fold) {
    const part = seconds.slice(from, from + fold);
    const mean = (what: keyof Second) => part.reduce((total, second) => total + second[what], 0) / part.length;
    columns.push({ served: mean('served'), maintenance: mean('maintenance'), errors: mean('errors') });
  }
  const most = Math.max(1, ...columns.flatMap((c) => [c.served, c.maintenance, c.errors]));
  const bars = (what: keyof Second) =>
    columns.map((c) => (c[what] === 0 ? ' ' : (BARS[Math.max(1, Math.round((8 * c[what]) / most))] ?? '█'))).join('');
  return [
    ...ROWS.map(([what, tone]): Text => ({ text: `  ${what.padEnd(MARGIN - 2)}${bars(what)}`.trimEnd(), tone })),
    {
      text: `  one column is ${fold === 1 ? 'one second' : `${fold} seconds`}, the highest bar ${Math.round(most)} requests a second`,
      tone: 'quiet',
    },
  ];
}
