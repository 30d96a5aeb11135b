import { escaped } from './escaped.ts';

/** A moment of an incident, in words. */
export interface Mark {
  /** ISO 8601. */
  readonly at: string;
  readonly label: string;
}

/** A stretch of time that is shaded. */
export interface Phase {
  readonly from: string;
  readonly until: string;
  readonly label: string;
}

export interface Bar {
  readonly at: string;
  readonly served: number;
  readonly refused: number;
  readonly failed: number;
}

const KINDS = ['served', 'refused', 'failed'] as const;
type Kind = (typeof KINDS)[number];

export const WIDTH = 760;
export const LEFT = 8;
export const ROW = 22;
/** Of what is drawn over time. */
export const HEIGHT = 150;

/** Milliseconds -> pixels, so that `from` is left and `until` right; a stretch of no length is in the middle. */
export function scaleOf(times: readonly string[]): (iso: string) => number {
  const all = times.map((time) => Date.parse(time));
  const [first, last] = [Math.min(...all), Math.max(...all)];
  return (iso) =>
    last === first ? WIDTH / 2 : LEFT + ((Date.parse(iso) - first) / (last - first)) * (WIDTH - 2 * LEFT);
}

/** A line of time with its moments, each on a row of its own: labels never lie upon each other. */
export function timelineFigure(title: string, marks: readonly Mark[], clock: (iso: string) => string): string {
  if (marks.length === 0) return '';
  const x = scaleOf(marks.map(({ at }) => at));
  const height = (marks.length + 1) * ROW;
  const rows = marks.map(({ at, label }, index) => {
    const [cx, y] = [round(x(at)), (index + 1) * ROW];
    const right = cx > WIDTH / 2;
    return `<line class="axis" x1="${cx}" x2="${cx}" y1="0" y2="${y}"/><circle class="mark" cx="${cx}" cy="${y}" r="4"/><text class="strong" x="${right ? cx - 10 : cx + 10}" y="${y + 4}"${right ? ' text-anchor="end"' : ''}>${escaped(`${clock(at)}  ${label}`)}</text>`;
  });
  return svg(title, height, `<line class="axis" x1="${LEFT}" x2="${WIDTH - LEFT}" y1="1" y2="1"/>${rows.join('')}`);
}

/** What users got, period by period, one above the other: served, refused, failed; the phases are shaded behind. */
export function trafficFigure(
  { title, legend }: { readonly title: string; readonly legend: Record<Kind, string> },
  bars: readonly Bar[],
  phases: readonly Phase[],
  clock: (iso: string) => string,
): string {
  if (bars.length === 0) return '';
  const [first, last] = [bars[0]?.at ?? '', bars.at(-1)?.at ?? ''];
  const x = scaleOf([first, last]);
  const most = Math.max(1, ...bars.map(({ served, refused, failed }) => served + refused + failed));
  const width = Math.max(2, Math.floor((WIDTH - 2 * LEFT) / bars.length) - 1);
  const base = HEIGHT + ROW;
  const drawn = bars.map(({ at, ...counts }) => {
    let y = base;
    return KINDS.map((kind) => {
      const height = (counts[kind] / most) * HEIGHT;
      y -= height;
      return height === 0
        ? ''
        : `<rect class="${kind}" x="${round(x(at) - width / 2)}" y="${round(y)}" width="${width}" height="${round(height)}"/>`;
    }).join('');
  });
  const key = KINDS.map(
    (kind, index) =>
      `<rect class="${kind}" x="${LEFT + index * 200}" y="${base + ROW + 4}" width="12" height="12"/><text x="${LEFT + index * 200 + 18}" y="${base + ROW + 14}">${escaped(legend[kind])}</text>`,
  );
  return svg(
    title,
    base + 2 * ROW,
    shadedPhases(phases, x) + drawn.join('') + timeAxis(first, last, base, clock) + key.join(''),
  );
}

/** Phases behind what is drawn; every second one is darker, so that neighbours can be told apart. */
export const shadedPhases = (phases: readonly Phase[], x: (iso: string) => number): string =>
  phases
    .map(({ from, until, label }, index) => {
      const [a, b] = [Math.max(LEFT, x(from)), Math.min(WIDTH - LEFT, x(until))];
      if (b <= a) return '';
      const name =
        b - a > label.length * LETTER ? `<text x="${round(a) + 4}" y="${ROW - 6}">${escaped(label)}</text>` : '';
      return `<rect class="${index % 2 === 0 ? 'phase' : 'phase other'}" x="${round(a)}" y="${ROW}" width="${round(b - a)}" height="${HEIGHT}"><title>${escaped(label)}</title></rect>${name}`;
    })
    .join('');

/** The widest letter of the page's script, roughly: a name that does not fit over its phase is left to its tooltip. */
const LETTER = 7;

export const timeAxis = (first: string, last: string, base: number, clock: (iso: string) => string): string =>
  `<line class="axis" x1="${LEFT}" x2="${WIDTH - LEFT}" y1="${base}" y2="${base}"/><text x="${LEFT}" y="${base + 16}">${escaped(clock(first))}</text><text x="${WIDTH - LEFT}" y="${base + 16}" text-anchor="end">${escaped(clock(last))}</text>`;

export const svg = (title: string, height: number, inner: string): string =>
  `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}"><title>${escaped(title)}</title>${inner}</svg>`;

export const round = (value: number): number => Math.round(value * 10) / 10;
