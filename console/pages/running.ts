import type { LedgerRecord } from './sources.ts';

/** What serves users now, as the ledger tells it. */
export interface Running {
  /** Null: no release has left what runs. */
  readonly version: string | null;
  /** ISO 8601; null: unknown. */
  readonly since: string | null;
  /** Who or what brought it there; null: unknown. */
  readonly by: string | null;
  readonly lastGood: { readonly version: string; readonly at: string } | null;
}

const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
const object = (value: unknown): Readonly<Record<string, unknown>> =>
  (value ?? {}) as Readonly<Record<string, unknown>>;
const newestFirst = (a: LedgerRecord, b: LedgerRecord) => text(b['startedAt']).localeCompare(text(a['startedAt']));
const of = (records: readonly LedgerRecord[], kind: string): LedgerRecord[] =>
  records.filter(({ record }) => text(record).startsWith(`${kind}#`)).sort(newestFirst);

/** The release whose services all run what it moved them to; who went back to it since, if somebody did. */
export function runningNow(records: readonly LedgerRecord[]): Running {
  const releases = of(records, 'release');
  const runs = object(records.find(({ record }) => record === 'status')?.['running']);
  const release = releases.find((one) => {
    const switched = Object.entries(object(one['switched']));
    return switched.length > 0 && switched.every(([service, definition]) => runs[service] === definition);
  });
  const good = releases.find(({ outcome }) => outcome === 'good');
  const back = of(records, 'rollback').find(({ outcome }) => outcome === 'done');
  const isBack = back !== undefined && text(back['startedAt']) > text(release?.['startedAt']);
  return {
    version: release === undefined ? null : text(release['version']),
    since: isBack
      ? text(back['finishedAt'])
      : text(release?.['openedAt']) || text(release?.['finishedAt']) || text(release?.['startedAt']) || null,
    by: isBack
      ? `a rollback: ${startedBy(back)}`
      : release === undefined
        ? null
        : requestedBy(object(release['request'])),
    lastGood: good === undefined ? null : { version: text(good['version']), at: text(good['finishedAt']) },
  };
}

const requestedBy = (request: Readonly<Record<string, unknown>>): string =>
  text(request['requestedBy']) || 'a person, who left no name';

/** Who or what started a rollback, in words. */
export function startedBy(rollback: LedgerRecord): string {
  const trigger = object(rollback['trigger']);
  if (trigger['kind'] === 'alarm') return `alarm ${text(trigger['alarm'])}`;
  if (trigger['kind'] === 'person') return requestedBy(trigger);
  return 'its release failed';
}
