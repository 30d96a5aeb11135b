import type { Execution } from '../../sandbox/services/states/execution.ts';
import { type Visit, visitsOf } from '../progress/visits.ts';
import { reasonsOf, withoutPurpose } from '../progress/without-purpose.ts';
import { draw, type Shown, underWay } from './graph/draw.ts';
import { fold } from './graph/fold.ts';
import { type Layout, layOut } from './graph/rows.ts';
import { type Html, html } from './html.ts';
import type { Workflow } from './sources.ts';
import { clockTime, span } from './time.ts';

const WORDS: Record<Execution['status'], string> = {
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'out of time',
  ABORTED: 'stopped',
};

/** The layout of a machine never changes. */
const layouts = new WeakMap<object, Layout>();

export const pathOf = ({ options }: Execution): string =>
  `/executions/${options.machineArn.split(':').pop()}/${encodeURIComponent(options.name)}`;

/** How it stands: a failure that is none has words and a colour of its own. */
export function badge({ status, error }: Execution): Html {
  const without = withoutPurpose(error?.error);
  return without === undefined
    ? html`<span class="badge ${status.toLowerCase()}">${WORDS[status]}</span>`
    : html`<span class="badge without-purpose">${without}</span>`;
}

/** A workflow's graph, and beside it the history of an execution; without one, the way it would go. */
export function workflowView(workflow: Workflow, execution: Execution | undefined, now: number): Html {
  const layout = layouts.get(workflow.machine) ?? layOut(fold(workflow.machine));
  layouts.set(workflow.machine, layout);
  const visits = execution === undefined ? new Map<string, Visit>() : visitsOf(execution.history.events);
  const shown: Shown = {
    visits,
    now,
    running: execution?.status === 'RUNNING',
    failed:
      (execution?.status === 'FAILED' && withoutPurpose(execution.error?.error) === undefined) ||
      execution?.status === 'TIMED_OUT',
  };
  const graph = draw(layout, shown);
  if (execution === undefined)
    return html`<p class="quiet">No ${workflow.label} yet. This is the way it will go.</p><div class="workflow">${graph}</div>`;
  return html`${summary(execution, now)}${underWay(layout, shown).map((what) => html`<p class="now running">${what}</p>`)}<div class="workflow">${graph}<div class="history"><h3>History</h3>${history(execution, visits, layout)}</div></div>`;
}

function summary(execution: Execution, now: number): Html {
  const { error, startedAt, stoppedAt, options } = execution;
  return html`<p class="summary">${badge(execution)} <span>began ${clockTime(startedAt)}, ${stoppedAt === undefined ? 'for' : 'took'} ${span((stoppedAt ?? now) - startedAt)}</span> <a id="link-${options.name}" href="${pathOf(execution)}">everything about it</a></p>
<p class="request">${requestOf(options.input)}</p>
${error === undefined ? undefined : ended(execution, error)}`;
}

function ended(execution: Execution, error: NonNullable<Execution['error']>): Html {
  return withoutPurpose(error.error) === undefined
    ? html`<p class="error"><b>${error.error}</b> ${error.reason}</p>`
    : html`<ul class="without-purpose">${reasonsOf(execution).map((why) => html`<li>${why}</li>`)}</ul>`;
}

/** What started it, in a line: the alarm and its reason, or what a person wrote. */
function requestOf(input: unknown): Html {
  const { detail } = (input ?? {}) as { detail?: { alarmName?: string; state?: { reason?: string } } };
  if (detail?.alarmName !== undefined) return html`Alarm ${detail.alarmName}: ${detail.state?.reason ?? ''}`;
  const text = JSON.stringify(input);
  return html`<code>${text.length > 240 ? `${text.slice(0, 240)}…` : text}</code>`;
}

/** One line per state that did something, the newest first. */
function history(execution: Execution, visits: ReadonlyMap<string, Visit>, { rows }: Layout): Html {
  const acting = new Set(rows.filter(({ node }) => node.kind !== 'choice').map(({ node }) => node.name));
  const lines = [...visits.values()].filter(({ name }) => acting.has(name));
  if (lines.length === 0) return html`<p class="quiet">It has not begun.</p>`;
  return html`<ol class="visits" reversed>${lines
    .reverse()
    .map(
      ({ name, firstAt, times, error }) =>
        html`<li><span class="when">${span(firstAt - execution.startedAt)}</span><span>${name}${times > 1 && html` <small>${times} times</small>`}${error !== undefined && html`<small class="error"><b>${error.name}</b> ${error.cause}</small>`}</span></li>`,
    )}</ol>`;
}
