import { ordinal } from '../../progress/durations.ts';
import type { Visit } from '../../progress/visits.ts';
import { Html, html } from '../html.ts';
import { span } from '../time.ts';
import type { Node } from './fold.ts';
import type { Layout, Row } from './rows.ts';

/** Sizes of a row, in pixels; the style sheet must have the same. */
const ROW = 36;
const LANE = 15;
const MARGIN = 12;

export interface Shown {
  readonly visits: ReadonlyMap<string, Visit>;
  /** False when the execution has ended: nothing is under way then, whatever its last events were. */
  readonly running: boolean;
  readonly failed: boolean;
  /** Virtual ms. */
  readonly now: number;
}

type State = 'ahead' | 'done' | 'running' | 'failed' | 'mended' | 'stopped';

const WORDS: Record<State, string> = {
  ahead: 'not reached',
  done: 'done',
  running: 'running',
  failed: 'failed',
  mended: 'failed, went on',
  stopped: 'stopped here',
};

/** A workflow as the map of a line, marked with what an execution has done: lines beside a list that can be read alone. */
export function draw({ rows, edges, lanes }: Layout, shown: Shown): Html {
  const places = new Map<string, { x: number; y: number }>();
  const items: Html[] = [];
  let line = 0;
  for (const row of rows) {
    if (row.afterFailureOf !== undefined) {
      items.push(html`<li class="group">${failureOf(row.afterFailureOf)}</li>`);
      line++;
    }
    places.set(row.node.name, { x: MARGIN + row.lane * LANE, y: (line + 0.5) * ROW });
    items.push(item(row, shown));
    line++;
  }
  const width = 2 * MARGIN + (lanes - 1) * LANE;
  const been = (name: string) => shown.visits.has(name);
  const paths = edges.map(({ from, to, lane, failure }) => {
    const a = places.get(from);
    const b = places.get(to);
    if (a === undefined || b === undefined) return html``;
    const taken = been(from) && been(to) ? ' taken' : '';
    return html`<path class="${failure ? 'failure' : 'way'}${taken}" d="${curve(a, b, MARGIN + lane * LANE)}"/>`;
  });
  const dots = rows.map(({ node }) => {
    const { x, y } = places.get(node.name) ?? { x: 0, y: 0 };
    const state = stateOf(node, shown);
    const radius = node.kind === 'choice' ? 3.5 : 5.5;
    const halo = state === 'running' ? html`<circle class="halo" cx="${x}" cy="${y}" r="${radius}"/>` : undefined;
    return html`${halo}<circle class="dot ${state}" cx="${x}" cy="${y}" r="${radius}"/>`;
  });
  // The lines that were taken lie above those that were not.
  const order = (a: Html, b: Html) => Number(a.text.includes(' taken')) - Number(b.text.includes(' taken'));
  return html`<div class="graph"><svg aria-hidden="true" width="${width}" height="${line * ROW}" viewBox="0 0 ${width} ${line * ROW}">${paths.sort(order)}${dots}</svg><ol>${items}</ol></div>`;
}

function item(row: Row, shown: Shown): Html {
  const { node } = row;
  const state = stateOf(node, shown);
  const visit = shown.visits.get(node.name);
  const about = aboutIt(row, state, visit);
  const timed = visit !== undefined && !['choice', 'done', 'failed'].includes(node.kind);
  const until = state === 'running' ? shown.now : visit === undefined ? 0 : lastOf(node, visit, shown);
  const current = state === 'running' && new Html(' aria-current="step"');
  const beneath = state === 'running' && new Html(' class="beneath"');
  return html`<li class="${node.kind} ${state}"${current}><span class="name">${node.name}<span class="unseen"> (${WORDS[state]})</span>${about !== undefined && html`<small${beneath}>${about}</small>`}</span>${timed && html`<span class="took">${span(until - visit.firstAt)}</span>`}</li>`;
}

function aboutIt({ node, returnsTo }: Row, state: State, visit: Visit | undefined): string | undefined {
  const looks = visit?.times ?? 0;
  if (state === 'failed' || state === 'mended') return visit?.error?.name;
  if (state === 'stopped') return WORDS.stopped;
  if (node.loop !== undefined && state === 'running') return asking(node.loop.question, looks);
  if (node.loop !== undefined && looks > 1) return `${looks} looks`;
  if (node.kind === 'map') return 'one after another';
  if (node.kind === 'parallel') return 'side by side';
  return returnsTo.length > 0 ? `or back to: ${returnsTo.join(', ')}` : undefined;
}

/** The steps under way, in words: a loop with its question and how often it was asked. */
export function underWay({ rows }: Layout, shown: Shown): string[] {
  return rows
    .filter(({ node }) => node.kind !== 'parallel' && node.kind !== 'map' && stateOf(node, shown) === 'running')
    .map(({ node: { name, loop } }) =>
      loop === undefined ? name : `${name}. ${asking(loop.question, shown.visits.get(name)?.times ?? 0)}`,
    );
}

const asking = (question: string, looks: number): string => `${question} ${ordinal(Math.max(1, looks))} look`;

/** When a node was left: a loop, after its last question. */
function lastOf(node: Node, visit: Visit, { visits }: Shown): number {
  const question = node.loop === undefined ? undefined : visits.get(node.loop.question);
  return Math.max(visit.leftAt ?? visit.lastAt, question?.leftAt ?? 0);
}

export function stateOf({ name, loop, next }: Node, { visits, running, failed }: Shown): State {
  const visit = visits.get(name);
  if (visit === undefined) return 'ahead';
  const waiting = loop !== undefined && [loop.question, loop.wait].some((part) => (visits.get(part)?.under ?? 0) > 0);
  const under = visit.under > 0 || waiting;
  if (under && running) return 'running';
  if (under) return failed ? 'failed' : 'stopped';
  const wentOn = next.some((to) => visits.has(to));
  if (visit.error !== undefined && visit.leftAt !== undefined && !wentOn) return 'failed';
  if (visit.error !== undefined && visit.times === 1 && visit.leftAt !== undefined) return 'mended';
  return 'done';
}

function failureOf(steps: readonly string[]): string {
  return steps.length <= 3 ? `If a step fails: ${steps.join('; ')}` : `If one of ${steps.length} steps fails`;
}

function curve(a: { x: number; y: number }, b: { x: number; y: number }, x: number): string {
  const bend = (x1: number, y1: number, x2: number, y2: number) =>
    x1 === x2 ? `L${x2} ${y2}` : `C${x1} ${(y1 + y2) / 2} ${x2} ${(y1 + y2) / 2} ${x2} ${y2}`;
  const down = a.y + ROW;
  const up = Math.max(down, b.y - ROW);
  if (b.y - a.y <= ROW) return `M${a.x} ${a.y}${bend(a.x, a.y, b.x, b.y)}`;
  return `M${a.x} ${a.y}${bend(a.x, a.y, x, down)}L${x} ${up}${bend(x, up, b.x, b.y)}`;
}
