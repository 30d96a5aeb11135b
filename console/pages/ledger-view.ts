import { type Html, html } from './html.ts';
import { runningNow } from './running.ts';
import type { LedgerRecord } from './sources.ts';
import { clockTime } from './time.ts';

const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));

/** What runs, since when, by whom, what was good last; and who may act. */
export function statusView(records: readonly LedgerRecord[]): Html {
  const status = records.find(({ record }) => record === 'status') ?? { status: 'open' };
  const name = text(status['status']);
  const maintenance = text(status['maintenanceSince']);
  const intents = Object.keys((status['intents'] ?? {}) as object);
  const stopped = Object.keys((status['stopped'] ?? {}) as object);
  const { version, since, by, lastGood } = runningNow(records);
  const working = name !== 'open' && text(status['work']) !== '';
  const facts: [string, string | Html | false][] = [
    ['runs', version === null ? 'what was deployed before the first release' : html`<b>${version}</b>`],
    ['since', since !== null && clockTime(since)],
    ['by', by ?? false],
    ['last good', lastGood === null ? 'no release yet' : html`${lastGood.version}, ${clockTime(lastGood.at)}`],
    ['at work', working && html`<code>${text(status['work'])}</code> since ${clockTime(text(status['since']))}`],
    ['under way', intents.join(', ')],
    ['users get', maintenance === '' ? 'the application' : html`the maintenance page, since ${clockTime(maintenance)}`],
    ['at zero', stopped.join(', ')],
    ['alarms', automation(records)],
  ];
  return html`<p class="status ${name}"><b>${name.replace('-', ' ')}</b></p><dl>${facts
    .filter(([, value]) => value !== '' && value !== false)
    .map(([what, value]) => html`<div><dt>${what}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** Whether alarms start rollbacks. A time that is over is removed by the watchdog within a minute. */
function automation(records: readonly LedgerRecord[]): string | Html {
  const off = records.find(({ record }) => record === 'automation')?.['off'] as { until?: unknown } | undefined;
  return off === undefined ? 'start rollbacks' : html`only tell, until ${clockTime(text(off.until))}`;
}

/** The releases and rollbacks that the ledger holds, the newest first, each with its whole record. */
export function ledgerView(records: readonly LedgerRecord[]): Html {
  const work = records
    .filter(({ record }) => /^(release|rollback)#/.test(text(record)))
    .sort((a, b) => text(b['startedAt']).localeCompare(text(a['startedAt'])));
  if (work.length === 0) return html`<p class="quiet">The ledger holds no release and no rollback yet.</p>`;
  return html`<div class="table" role="region" tabindex="0" aria-label="Releases and rollbacks"><table><thead><tr><th scope="col">What</th><th scope="col">Outcome</th><th scope="col">Began</th><th scope="col">Ended</th><th scope="col">Why</th></tr></thead><tbody>${work.map(row)}</tbody></table></div>`;
}

function row(record: LedgerRecord): Html {
  const [kind = '', id = ''] = text(record['record']).split('#');
  const request = (record['request'] ?? {}) as { reason?: unknown };
  const trigger = (record['trigger'] ?? {}) as { reason?: unknown; alarm?: unknown; kind?: unknown };
  const why = text(request.reason ?? trigger.reason);
  const what =
    kind === 'release'
      ? `release ${text(record['version'])}`
      : record['outcome'] === 'running'
        ? 'rollback'
        : `rollback of ${text(record['release']).replace(/^$/, 'nothing')}`;
  const finished = text(record['finishedAt']);
  return html`<tr><th scope="row">${what}<small>${id}</small></th><td data-name="Outcome"><span class="badge ${text(record['outcome'])}">${text(record['outcome'])}</span></td><td data-name="Began">${clockTime(text(record['startedAt']))}</td><td data-name="Ended">${finished === '' ? '' : clockTime(finished)}</td><td data-name="Why">${trigger.alarm !== undefined && html`alarm ${text(trigger.alarm)}: `}${why}<details id="record-${kind}-${id}"><summary>Record</summary><pre>${JSON.stringify(record, null, 2)}</pre></details></td></tr>`;
}
