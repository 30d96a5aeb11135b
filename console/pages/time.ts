import { type Html, html } from './html.ts';

/** Virtual ms as `0:07`, `12:30`, `1:02:05`. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A virtual moment: the time of day with its zone, and the whole date for machines. */
export function clockTime(at: number | string): Html {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return html`–`;
  const iso = date.toISOString();
  return html`<time datetime="${iso}" title="${iso}">${iso.slice(11, 19)} <small>UTC</small></time>`;
}
