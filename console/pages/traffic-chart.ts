import { type Html, html } from './html.ts';
import type { Second } from './traffic-meter.ts';

const WIDTH = 720;
const HEIGHT = 120;
const KINDS = ['served', 'maintenance', 'errors'] as const;
const WORDS = { served: 'served', maintenance: 'maintenance page', errors: 'errors' };

/** What users got, second by second, as stacked bars; below in numbers what they get now. */
export function trafficChart(seconds: readonly Second[]): Html {
  const most = Math.max(10, ...seconds.map((second) => KINDS.reduce((sum, kind) => sum + second[kind], 0)));
  const step = WIDTH / seconds.length;
  const height = (n: number) => Math.round((n / most) * (HEIGHT - 4) * 10) / 10;
  const bars = seconds.flatMap((second, index) => {
    let top = HEIGHT;
    return KINDS.flatMap((kind) => {
      const tall = height(second[kind]);
      if (tall === 0) return [];
      top -= tall;
      return [
        html`<rect class="${kind}" x="${round(index * step)}" y="${round(top)}" width="${round(step * 0.86)}" height="${tall}"/>`,
      ];
    });
  });
  const recent = seconds.slice(-5);
  const rate = (kind: (typeof KINDS)[number]) =>
    Math.round((recent.reduce((sum, second) => sum + second[kind], 0) / Math.max(1, recent.length)) * 10) / 10;
  const minutes = Math.round(seconds.length / 60);
  return html`<figure class="traffic">
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="What users got in the last ${minutes} real minutes, second by second; at most ${most} requests a second.">${bars}<line class="ground" x1="0" x2="${WIDTH}" y1="${HEIGHT}" y2="${HEIGHT}"/></svg>
<figcaption>${KINDS.map((kind) => html`<span class="key ${kind}"><b>${rate(kind)}</b> ${WORDS[kind]}</span>`)}<span class="scale">requests a second · the last ${minutes} real minutes</span></figcaption>
</figure>`;
}

const round = (n: number): number => Math.round(n * 100) / 100;
