import { escaped } from './escaped.ts';
import { HEIGHT, LEFT, type Phase, ROW, round, scaleOf, shadedPhases, svg, timeAxis, WIDTH } from './figures.ts';

/** A value at a time; null: nothing was measured then. */
export interface Point {
  readonly at: string;
  readonly value: number | null;
}

/** A value over time as a line, broken where nothing was measured; the phases are shaded behind, the greatest value is written out. */
export function rateFigure(
  title: string,
  points: readonly Point[],
  phases: readonly Phase[],
  { clock, amount }: { readonly clock: (iso: string) => string; readonly amount: (value: number) => string },
): string {
  const measured = points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (measured.length === 0) return '';
  const [first, last] = [points[0]?.at ?? '', points.at(-1)?.at ?? ''];
  const x = scaleOf([first, last]);
  const most = Math.max(...measured) || 1;
  const base = HEIGHT + ROW;
  const place = ({ at, value }: Point): string =>
    `${round(x(at))},${round(base - ((value ?? 0) / most) * (HEIGHT - 18))}`;
  const lines = unbroken(points).map((part) =>
    part.length === 1 && part[0] !== undefined
      ? `<circle class="mark" cx="${place(part[0]).split(',')[0]}" cy="${place(part[0]).split(',')[1]}" r="2"/>`
      : `<polyline class="rate" points="${part.map(place).join(' ')}"/>`,
  );
  const top = `<line class="limit" x1="${LEFT}" x2="${WIDTH - LEFT}" y1="${base - HEIGHT + 18}" y2="${base - HEIGHT + 18}"/><text x="${WIDTH - LEFT}" y="${base - HEIGHT + 14}" text-anchor="end">${escaped(amount(Math.max(...measured)))}</text>`;
  const inner = shadedPhases(phases, x) + top + lines.join('') + timeAxis(first, last, base, clock);
  return svg(title, base + ROW, inner);
}

/** Stretches in which something was measured all the time. */
function unbroken(points: readonly Point[]): Point[][] {
  const parts: Point[][] = [[]];
  for (const point of points) {
    if (point.value === null) parts.push([]);
    else parts.at(-1)?.push(point);
  }
  return parts.filter((part) => part.length > 0);
}
