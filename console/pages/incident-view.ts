import type { Mail } from '../../sandbox/services/sns/state.ts';
import { type Html, html } from './html.ts';
import { startedBy } from './running.ts';
import type { LedgerRecord } from './sources.ts';
import { clockTime } from './time.ts';

const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));

/** The incident in hand; `undefined` if there is none: what began it, what users get, what was done, and what waits for a person. */
export function incidentView(records: readonly LedgerRecord[], mails: readonly Mail[]): Html | undefined {
  const status = records.find(({ record }) => record === 'status');
  const id = text(status?.['incident']);
  if (status === undefined || id === '' || status['status'] === 'open') return undefined;
  const incident = records.find(({ record }) => record === `incident#${id}`) ?? {};
  const trigger = (incident['trigger'] ?? {}) as Readonly<Record<string, unknown>>;
  const page = text(status['maintenanceSince']);
  const work = records
    .filter((one) => text(one['record']).startsWith('rollback#') && one['incident'] === id)
    .sort((a, b) => text(a['startedAt']).localeCompare(text(b['startedAt'])));
  return html`<p class="status ${text(status['status'])}"><b>${status['status'] === 'frozen' ? 'A person must decide' : 'A rollback is under way'}</b></p>
<dl>
<div><dt>began</dt><dd>${clockTime(text(incident['began']))}</dd></div>
<div><dt>by</dt><dd>${startedBy({ trigger })}: ${text(trigger['reason'])}</dd></div>
<div><dt>users get</dt><dd>${page === '' ? 'the application as it is' : html`the maintenance page, since ${clockTime(page)}`}</dd></div>
${work.map((one) => html`<div><dt>${one['outcome'] === 'running' ? 'under way' : 'decided'}</dt><dd>${startedBy(one)}, ${clockTime(text(one['startedAt']))}${reasons(one)}</dd></div>`)}
<div><dt>incident</dt><dd><code>${id}</code></dd></div>
</dl>
${status['status'] === 'frozen' && wayOn(mails)}`;
}

const reasons = ({ because }: LedgerRecord): Html | undefined =>
  Array.isArray(because) && because.length > 0 ? html`: ${because.map(String).join('; ')}` : undefined;

/** The newest message about it holds each choice with the command that takes it. */
function wayOn(mails: readonly Mail[]): Html {
  const at = mails.findLastIndex(({ topic, body }) => topic.endsWith('-devops') && body.includes('acceptLostWrites'));
  const link = at < 0 ? undefined : html` <a id="way-on" href="/mailbox/${at + 1}">The message with the choices</a>`;
  return html`<p>Each choice, what it costs and the command that takes it stand in the message to DevOps.${link}</p>`;
}
