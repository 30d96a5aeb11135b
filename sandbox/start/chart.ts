import { styleText } from 'node:util';
import type { Second } from './traffic.ts';

const BARS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** What users saw, second by second, as three rows of bars. Long plays are folded to `width` columns. */
export function chart(seconds: readonly Second[], width: number): string[] {
  const fold = Math.max(1, Math.ceil(seconds.length / width));
  const columns: Second[] = [];
  for (let from = 0; from < seconds.length; from += fold) {
    const part = seconds.slice(from, from + fold);
    const sum = (what: keyof Second) => part.reduce((total, second) => total + second[what], 0) / part.length;
    columns.push({ served: sum('served'), maintenance: sum('maintenance'), errors: sum('errors') });
  }
  const most = Math.max(1, ...columns.flatMap((c) => [c.served, c.maintenance, c.errors]));
  const row = (what: keyof Second) =>
    columns.map((c) => (c[what] === 0 ? ' ' : (BARS[Math.max(1, Math.round((8 * c[what]) / most))] ?? '█'))).join('');
  return [
    `  served       ${styleText('green', row('served'))}`,
    `  maintenance  ${styleText('yellow', row('maintenance'))}`,
    `  errors       ${styleText('red', row('errors'))}`,
    `  one column is ${fold === 1 ? 'one second' : `${fold} seconds`}; the highest bar is ${Math.round(most)} requests a second`,
  ];
}
