import type { LookedAt, Series } from '../../sandbox/services/cloudwatch/dashboard-look.ts';
import { type Html, html } from './html.ts';
import type { Page } from './page.ts';
import type { Sources } from './sources.ts';

/** The dashboard of the stack, drawn from the very body that CloudWatch would get, with what the sandbox has measured. */
export function dashboardPage({ dashboard }: Pick<Sources, 'dashboard'>): Page {
  const look = dashboard?.();
  if (look === undefined)
    return { title: 'Dashboard', at: '/dashboard', lead: html`<p>The template has no dashboard.</p>`, sections: [] };
  return {
    title: 'Dashboard',
    at: '/dashboard',
    lead: html`<p>What the stack’s CloudWatch dashboard shows, of metrics that the sandbox publishes. A line without data is named: nothing is drawn for it, and it is no zero.</p>`,
    sections: look.widgets.map((widget, n) => ({
      id: `widget-${n}`,
      heading: headingOf(widget),
      body: bodyOf(widget),
    })),
  };
}

const headingOf = (widget: LookedAt): string => (widget.kind === 'text' ? 'About' : widget.title);

function bodyOf(widget: LookedAt): Html {
  switch (widget.kind) {
    case 'text':
      return html`<p>${widget.text.replace(/^# /, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')}</p>`;
    case 'alarms':
      return html`<ul>${widget.alarms.map(({ name, state }) => html`<li><b>${state}</b> ${name}</li>`)}</ul>`;
    case 'graph':
      return graph(widget.series);
  }
}

const WIDTH = 760;
const HEIGHT = 120;
/** Lines are told apart without colour too. */
const DASHES = ['', '6 3', '2 3', '10 3 2 3'];

function graph(series: readonly Series[]): Html {
  const drawn = series.filter(({ points }) => points.some((one) => one !== null));
  const silent = series.filter((one) => !drawn.includes(one)).map(({ label }) => label);
  return html`${drawn.length > 0 && html`<figure tabindex="0"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${drawn.map(({ label }) => label).join(', ')}">${drawn.map(line)}</svg><figcaption>${drawn.map((one, n) => html`<span>${named(one, n)}</span> `)}</figcaption></figure>`}${silent.length > 0 && html`<p class="quiet">No data: ${silent.join(', ')}</p>`}`;
}

/** Each line fills the height by its own greatest value, which its name tells: axes of CloudWatch's have several scales too. */
function line({ points }: Series, n: number): Html {
  const most = Math.max(1e-9, ...points.flatMap((one) => (one === null ? [] : [one])));
  const step = WIDTH / Math.max(1, points.length - 1);
  const parts: string[] = [];
  let pen = false;
  for (const [at, value] of points.entries()) {
    if (value !== null)
      parts.push(
        `${pen ? 'L' : 'M'}${(at * step).toFixed(1)} ${(HEIGHT - 2 - (value / most) * (HEIGHT - 6)).toFixed(1)}`,
      );
    pen = value !== null;
  }
  return html`<path d="${parts.join(' ')}" fill="none" stroke="currentColor" stroke-linecap="round" stroke-width="2" stroke-dasharray="${DASHES[n % DASHES.length] ?? ''}"/>`;
}

function named({ label, points }: Series, n: number): string {
  const values = points.flatMap((one) => (one === null ? [] : [one]));
  const mark = ['——', '– –', '···', '–·–'][n % DASHES.length];
  return `${mark} ${label}: ${short(values.at(-1) ?? 0)} now, at most ${short(Math.max(...values))};`;
}

const short = (value: number): string => String(Math.round(value * 100) / 100);
