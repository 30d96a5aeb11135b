import type { Execution } from '../../sandbox/services/states/execution.ts';
import { plainCause, type Visit, visitsOf } from '../progress/visits.ts';
import { reasonsOf, withoutPurpose } from '../progress/without-purpose.ts';
import { draw, type Shown, underWay } from './graph/draw.ts';
import { fold, type Graph } from './graph/fold.ts';
import { type Layout, layOut } from './graph/rows.ts';
import { taken } from './graph/taken.ts';
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

/** The map of a machine never changes. */
const maps = new WeakMap<object, { readonly graph: Graph; readonly layout: Layout }>();

function mapOf({ machine }: Workflow): { readonly graph: Graph; readonly layout: Layout } {
  const known = maps.get(machine);
  if (known !== undefined) return known;
  const graph = fold(machine);
  const made = { graph, layout: layOut(graph) };
  maps.set(machine, made);
  return made;
}

export const pathOf = ({ options }: Execution): string =>
  `/executions/${options.machineArn.split(':').pop()}/${encodeURIComponent(options.name)}`;

/** How it stands: a failure that is none has words and a colour of its own. */
export function badge({ status, error }: Execution): Html {
  const without = withoutPurpose(error?.error);
  return without === undefined
    ? html`<span class="badge ${status.toLowerCase()}">${WORDS[status]}</span>`
    : html`<span class="badge without-purpose">${without}</span>`;
}

/** The way that an execution took through a workflow, and folded beneath it the whole map; without one, the way it would go. */
export function workflowView(workflow: Workflow, execution: Execution | undefined, now: number): Html {
  const { graph, layout } = mapOf(workflow);
  const visits = execution === undefined ? new Map<string, Visit>() : visitsOf(execution.history.events);
  const shown: Shown = {
    visits,
    now,
    running: execution?.status === 'RUNNING',
    failed:
      (execution?.status === 'FAILED' && withoutPurpose(execution.error?.error) === undefined) ||
      execution?.status === 'TIMED_OUT',
  };
  if (execution === undefined)
    return html`<p class="quiet">No ${workflow.label} yet. This is the way it will go.</p>${draw(layout, shown)}`;
  const ahead = layout.rows.filter(({ node }) => !visits.has(node.name)).length;
  const way = draw(layOut(taken(graph, (name) => visits.has(name))), shown);
  return html`${summary(execution, now)}${underWay(layout, shown).map((what) => html`<p class="now running">${what}</p>`)}${way}<details id="map-${execution.options.name}"><summary>The whole workflow: its questions, and ${ahead} that it did not come to</summary>${draw(layout, shown)}</details>`;
}

function summary(execution: Execution, now: number): Html {
  const { error, startedAt, stoppedAt, options } = execution;
  return html`<p class="summary">${badge(execution)} <span>began ${clockTime(startedAt)}, ${stoppedAt === undefined ? 'for' : 'took'} ${span((stoppedAt ?? now) - startedAt)}</span> <a id="link-${options.name}" href="${pathOf(execution)}">everything about it</a></p>
<p class="request">${requestOf(options.input)}</p>
${error === undefined ? undefined : ended(execution, error)}`;
}

function ended(execution: Execution, error: NonNullable<Execution['error']>): Html {
  return withoutPurpose(error.error) === undefined
    ? html`<p class="error"><b>${sentenceOf(execution)}</b> ${plainCause(error.reason)} <small>${error.error}</small></p>`
    : html`<ul class="without-purpose">${reasonsOf(execution).map((why) => html`<li>${why}</li>`)}</ul>`;
}

const ENDED: Partial<Record<Execution['status'], string>> = {
  FAILED: 'It failed',
  TIMED_OUT: 'It ran out of time',
  ABORTED: 'It was stopped',
};

/** How it ended and where, as a person would say it. */
function sentenceOf({ status, history: { events } }: Execution): string {
  const last = events.findLast(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name !== undefined);
  const state = last?.stateEnteredEventDetails?.name;
  return `${ENDED[status] ?? 'It ended'}${state === undefined ? '' : ` at “${state}”`}.`;
}

/** What started it, in a line: the alarm and its reason, or what a person wrote. */
function requestOf(input: unknown): Html {
  const { detail } = (input ?? {}) as { detail?: { alarmName?: string; state?: { reason?: string } } };
  if (detail?.alarmName !== undefined) return html`Alarm ${detail.alarmName}: ${detail.state?.reason ?? ''}`;
  const text = JSON.stringify(input);
  return html`<code>${text.length > 240 ? `${text.slice(0, 240)}…` : text}</code>`;
}
