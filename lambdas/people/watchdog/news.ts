import type { StatusRecord } from '../../model/ledger.ts';
import { NEWS_AFTER_MINUTES } from '../../model/limits.ts';
import type { Message } from '../../model/message.ts';
import type { Told } from './telling.ts';

export interface News {
  /** For the teams now; null: nothing is due. */
  readonly message: Extract<Message, { readonly kind: 'news' }> | null;
  /** To remember: when the teams last heard of the incident from the watchdog. */
  readonly told: Told;
}

/** Whether the teams are due a word about an incident that still lasts. Each of its executions tells them when it begins and ends. */
export function news(now: string, { status, since, incident, maintenanceSince }: StatusRecord, before: Told): News {
  if ((status !== 'frozen' && status !== 'rolling-back') || since === null || incident === null)
    return { message: null, told: {} };
  const key = `news ${incident}`;
  const known = before[key];
  const last = known === undefined || known.firstAt < since ? since : known.firstAt;
  if (Date.parse(now) - Date.parse(last) < NEWS_AFTER_MINUTES * 60_000)
    return { message: null, told: known === undefined ? {} : { [key]: known } };
  return {
    message: { kind: 'news', status, maintenance: maintenanceSince !== null },
    told: { [key]: { firstAt: now, times: (known?.times ?? 0) + 1 } },
  };
}
