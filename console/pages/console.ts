import { labelOf } from '../../play/label.ts';
import type { Execution } from '../../sandbox/services/states/execution.ts';
import { type Html, html } from './html.ts';
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
  return {
    title: 'Console',
    at: '/',
    sections: [
      { id: 'status', heading: 'Environment', body: statusView(records) },
      { id: 'traffic', heading: 'What users get', body: trafficChart(sources.traffic()), beside: true },
      { id: 'executions', heading: 'Executions', body: executionsView(sources) },
      ...workflows.map(
        (workflow): Section => ({
          id: `workflow-${workflow.label}`,
          heading: capitalized(workflow.label),
          body: workflowView(workflow, latest(workflow), sources.now()),
        }),
      ),
      { id: 'ledger', heading: 'Ledger', body: ledgerView(records) },
    ],
  };
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
