import { labelOf } from '../../play/label.ts';
import { html } from './html.ts';
import type { Page } from './page.ts';
import type { Sources } from './sources.ts';
import { pathOf, workflowView } from './workflow-view.ts';

/** One execution: its way through the workflow, its history, what went in and what came out; `undefined` if there is none. */
export function executionPage(sources: Sources, path: string): Page | undefined {
  const execution = sources.executions().find((candidate) => pathOf(candidate) === path);
  const workflow = sources.workflows.find(({ arn }) => arn === execution?.options.machineArn);
  if (execution === undefined || workflow === undefined) return undefined;
  const label = labelOf(execution);
  return {
    title: label.charAt(0).toUpperCase() + label.slice(1),
    at: '/',
    lead: html`<p class="quiet"><a href="/">Console</a> · <code>${execution.options.arn}</code></p>`,
    sections: [
      { id: 'workflow', heading: 'Its way', body: workflowView(workflow, execution, sources.now()) },
      {
        id: 'data',
        heading: 'Input and output',
        body: html`<h3>Input</h3><pre>${JSON.stringify(execution.options.input, null, 2)}</pre><h3>Output</h3><pre>${execution.status === 'SUCCEEDED' ? JSON.stringify(execution.output ?? null, null, 2) : 'none'}</pre>`,
      },
    ],
  };
}
