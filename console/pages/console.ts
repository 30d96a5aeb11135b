import { labelOf } from '../../play/label.ts';
import type { Execution } from '../../sandbox/services/states/execution.ts';
import { type Html, html } from './html.ts';
import { incidentView } from './incident-view.ts';
import { ledgerView, statusView } from './ledger-view.ts';
import type { Page, Section } from './page.ts';
import type { Sources, Workflow } from './sources.ts';
import { clockTime } from './time.ts';
import { trafficChart } from './traffic-chart.ts';
import { badge, pathOf, workflowView } from './workflow-view.ts';

/** Older ones are in the ledger. */
const MOST_EXECUTIONS = 12;

/** Everything at a glance: who may act, what users get, both workflows as they run, and what was written down. */
export async function consolePage(sources: Sources): Promise<Page> {
  const records = await sources.ledger();
  const executions = sources.executions();
  const latest = (workflow: Workflow): Execution | undefined =>
    executions.findLast(({ options }) => options.machineArn === workflow.arn);
  // The workflow that runs now comes first.
  const workflows = [...sources.workflows].sort((a, b) => (latest(b)?.startedAt ?? 0) - (latest(a)?.startedAt ?? 0));
  const incident = incidentView(records, sources.mails());
  return {
    title: 'Console',
    at: '/',
    sections: [
      // It comes first while there is one; its place stays, so that one that begins is shown without loading the page.
      { id: 'incident', heading: 'Incident', body: incident ?? html``, hidden: incident === undefined },
      { id: 'status', heading: 'Environment', body: statusView(records) },
      { id: 'traffic', heading: 'What users get', body: trafficChart(sources.traffic()), beside: true },
      { id: 'executions', heading: 'Executions', body: executionsView(sources) },
      ...workflows.map((workflow, index): Section => {
        const execution = latest(workflow);
        return {
          id: `workflow-${workflow.label}`,
          heading: capitalized(workflow.label),
          body: foldedUnless(index === 0 && isNews(execution), workflow, execution, sources.now()),
        };
      }),
      { id: 'ledger', heading: 'Ledger', body: ledgerView(records) },
    ],
  };
}

/** An execution that runs, or did not end as it should, is to be seen. */
const isNews = (execution: Execution | undefined): boolean =>
  execution !== undefined && !['SUCCEEDED', 'ABORTED'].includes(execution.status);

function foldedUnless(open: boolean, workflow: Workflow, execution: Execution | undefined, now: number): Html {
  const view = workflowView(workflow, execution, now);
  if (open) return view;
  const what =
    execution === undefined
      ? html`No ${workflow.label} yet`
      : html`${badge(execution)} began ${clockTime(execution.startedAt)}`;
  return html`<details id="fold-${workflow.label}"><summary>${what}</summary>${view}</details>`;
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function executionsView({ executions, endpoint }: Sources): Html {
  const all = [...executions()].reverse().slice(0, MOST_EXECUTIONS);
  if (all.length === 0)
    return html`<p class="quiet">Nothing was started yet. The terminal that runs the sandbox shows commands to copy; the AWS endpoint is <code>${endpoint}</code>.</p>`;
  return html`<ul class="executions">${all.map(
    (execution) =>
      html`<li><a id="execution-${execution.options.name}" href="${pathOf(execution)}">${labelOf(execution)}</a> ${badge(execution)} <span>${clockTime(execution.startedAt)}</span></li>`,
  )}</ul>`;
}
