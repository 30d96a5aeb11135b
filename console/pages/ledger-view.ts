import { type Html, html } from './html.ts';
import type { LedgerRecord } from './sources.ts';
import { clockTime } from './time.ts';

const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));

/** Who may act, in one line and a few facts. */
export function statusView(records: readonly LedgerRecord[]): Html {
  const status = records.find(({ record }) => record === 'status');
  if (status === undefined) return html`<p class="status open"><b>open</b> <span>nothing was released yet</span></p>`;
  const name = text(status['status']);
  const maintenance = text(status['maintenanceSince']);
  const intents = Object.keys((status['intents'] ?? {}) as object);
  const stopped = Object.keys((status['stopped'] ?? {}) as object);
  const facts: [string, string | Html | false][] = [
    ['since', clockTime(text(status['since']))],
    ['by', text(status['work']) !== '' && html`<code>${text(status['work'])}</code>`],
    ['incident', text(status['incident']) === `incident-${text(status['work'])}` ? '' : text(status['incident'])],
    ['maintenance', maintenance === '' ? 'off' : html`on since ${clockTime(maintenance)}`],
    ['under way', intents.join(', ')],
    ['at zero', stopped.join(', ')],
    ['alarms', automation(records)],
  ];
  return html`<p class="status ${name}"><b>${name.replace('-', ' ')}</b></p><dl>${facts
    .filter(([, value]) => value !== '' && value !== false)
    .map(([what, value]) => html`<div><dt>${what}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** Whether alarms start rollbacks. A time that is over is removed by the watchdog within a minute. */
function automation(records: readonly LedgerRecord[]): string {
  const off = records.find(({ record }) => record === 'automation')?.['off'] as { until?: unknown } | undefined;
  return off === undefined ? 'act' : `only tell, until ${clockTime(text(off.until))}`;
}

/** The releases and rollbacks that the ledger holds, the newest first, each with its whole record. */
export function ledgerView(records: readonly LedgerRecord[]): Html {
  const work = records
    .filter(({ record }) => /^(release|rollback)#/.test(text(record)))
    .sort((a, b) => text(b['startedAt']).localeCompare(text(a['startedAt'])));
  if (work.length === 0) return html`<p class="quiet">The ledger holds no release and no rollback yet.</p>`;
  return html`<div class="table"><table><thead><tr><th scope="col">What</th><th scope="col">Outcome</th><th scope="col">Began</th><th scope="col">Ended</th><th scope="col">Why</th></tr></thead><tbody>${work.map(row)}</tbody></table></div>`;
}

function row(record: LedgerRecord): Html {
  const [kind = '', id = ''] = text(record['record']).split('#');
  const request = (record['request'] ?? {}) as { reason?: unknown };
  const trigger = (record['trigger'] ?? {}) as { reason?: unknown; alarm?: unknown; kind?: unknown };
  const why = text(request.reason ?? trigger.reason);
  const what =
    kind === 'release'
      ? `release ${text(record['version'])}`
      : `rollback of ${text(record['release']).replace(/^$/, 'nothing')}`;
  const finished = text(record['finishedAt']);
  return html`<tr><th scope="row">${what}<small>${id}</small></th><td><span class="badge ${text(record['outcome'])}">${text(record['outcome'])}</span></td><td>${clockTime(text(record['startedAt']))}</td><td>${finished === '' ? '' : clockTime(finished)}</td><td>${trigger.alarm !== undefined && html`alarm ${text(trigger.alarm)}: `}${why}<details id="record-${kind}-${id}"><summary>Record</summary><pre>${JSON.stringify(record, null, 2)}</pre></details></td></tr>`;
}
