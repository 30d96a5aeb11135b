import { Html, html } from '../../console/pages/html.ts';
import type { Second } from '../traffic.ts';
import { type Game, inMinutes, type Score } from './score.ts';

export interface Told {
  readonly subject: string;
  /** How many addresses got it. */
  readonly to: number;
  /** Virtual ms since the game began. */
  readonly at: number;
}

/** The page to read after a game: one file, which loads nothing. */
export function gamePage(game: Game, result: Score, told: readonly Told[]): string {
  return html`${new Html('<!doctype html>')}
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Game day: ${result.points} of 100</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
<h1>Game day: ${result.points} of 100</h1>
<p>A release turned bad while its database lost its counters. Times are virtual. Points only compare one game with the next: 25 each, half of
it within twice the limit (5 minutes to shield, 20 to restore).</p>
<h2>Score</h2>
${table(
  ['What', 'Found', 'Points'],
  result.lines.map((line) => [line.what, line.found, `${line.points} of ${line.of}`]),
)}
<h2>What users saw</h2>
<figure tabindex="0">${chart(game.seconds)}<figcaption>A bar is one real second (${inMinutes(game.secondMs)} virtual). Green: served; amber: the page; red: ${result.failed} errors.</figcaption></figure>
<h2>What you decided</h2>
${table(
  ['Question', 'You', 'The facts recommended', 'You took'],
  game.made.map(({ question, chosen, recommended, took }) => [
    question,
    chosen,
    recommended ?? 'nothing yet',
    inMinutes(took),
  ]),
)}
<h2>Who was told what</h2>
${table(
  ['After', 'Message', 'Addresses'],
  told.map(({ at, subject, to }) => [inMinutes(at), subject, String(to)]),
)}
<h2>To talk about</h2>
<ul>
<li>What did you look at before the first decision, and what was missing there?</li>
<li>Who else would have had to know, and how would they have heard?</li>
<li>Where did you wait for a machine, and where did it wait for you?</li>
<li>What will you change before it happens: an alarm, a message, a rule, a habit?</li>
</ul>
</main>
</body>
</html>
`.text;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): Html =>
  html`<div class="table" role="region" tabindex="0" aria-label="${head.join(', ')}"><table><thead><tr>${head.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;

const HEIGHT = 120;

/** Stacked bars, one a second. */
function chart(seconds: readonly Second[]): Html {
  const most = Math.max(1, ...seconds.map(({ served, maintenance, errors }) => served + maintenance + errors));
  const width = 760 / Math.max(1, seconds.length);
  const bars = seconds.map((second, n) => {
    let below = 0;
    return (['served', 'maintenance', 'errors'] as const).map((kind) => {
      const height = (second[kind] / most) * HEIGHT;
      below += height;
      return html`<rect class="${kind}" x="${(n * width).toFixed(2)}" y="${(HEIGHT - below).toFixed(2)}" width="${width.toFixed(2)}" height="${height.toFixed(2)}"/>`;
    });
  });
  return html`<svg viewBox="0 0 760 ${HEIGHT}" role="img" aria-label="Requests a second: served, answered by the page, failed">${bars.flat()}</svg>`;
}

const STYLE = `
:root{--ink:#1b1f24;--quiet:#59636e;--line:#d1d9e0;--ground:#fff;--good:#1a7f37;--warn:#9a6700;--bad:#cf222e}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--quiet:#9198a1;--line:#3d444d;--ground:#0d1117;--good:#3fb950;--warn:#d29922;--bad:#f85149}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
main{max-width:52rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.75rem}h2{font-size:1.15rem;margin-top:2.25rem;padding-top:.75rem;border-top:1px solid var(--line)}
.table{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line);overflow-wrap:break-word;font-variant-numeric:tabular-nums}
th,figcaption{color:var(--quiet)}figure{margin:1rem 0}svg{display:block;width:100%;height:auto}
.served{fill:var(--good)}.maintenance{fill:var(--warn)}.errors{fill:var(--bad)}
`.trim();
