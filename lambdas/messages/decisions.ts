import type { Language } from '../model/environment.ts';
import type { Trigger } from '../model/rollback.ts';
import type { LostWrites } from '../model/writes.ts';
import { isPlaceholder } from '../requests/placeholder.ts';
import { oneLine } from '../step/one-line.ts';

/** As long as a request takes it; shorter reads better. */
const LONGEST_REASON = 300;

const ABOUT: Record<Language, { readonly incident: (id: string) => string; readonly alarm: (name: string) => string }> =
  {
    en: { incident: (id) => `Decision about ${id}`, alarm: (name) => `The alarm ${name} fired` },
    'pt-BR': { incident: (id) => `Decisão sobre ${id}`, alarm: (name) => `O alarme ${name} disparou` },
  };

/**
 * The incident's own reason, so that what is pasted as it stands tells everybody the truth: a person's in their words, never the
 * text of a metric or of an error.
 */
function reasonOf(language: Language, incident: string, trigger: Trigger): string {
  if (trigger.kind === 'alarm') return ABOUT[language].alarm(trigger.alarm);
  const { kind, reason } = trigger;
  return kind === 'person' && !isPlaceholder(reason)
    ? oneLine(reason, LONGEST_REASON)
    : ABOUT[language].incident(incident);
}

/** What every decision about an incident says. */
export const decisionAbout = (language: Language, incident: string, trigger: Trigger) => ({
  reason: reasonOf(language, incident, trigger),
  criterion: trigger.criterion,
  incident,
});

/**
 * How many lost writes the restore is to accept: what was counted. While users are in they write on until the fence, so as much
 * again; more than that asks anew.
 */
export function accepted(lost: LostWrites, open: boolean): number | 'unknown' {
  if (!lost.known) return 'unknown';
  return open ? lost.total * 2 : lost.total;
}

/** The decisions a person can take on a frozen environment, each as the exact JSON to paste. */
export function decisions(
  language: Language,
  {
    trigger,
    incident,
    lost,
    to,
    missing,
    open,
    forward = false,
  }: {
    readonly trigger: Trigger;
    readonly incident: string;
    readonly lost: LostWrites;
    readonly to: string | null;
    readonly missing: readonly string[];
    /** Users are in meanwhile. */
    readonly open: boolean;
    /** The way to the database is the one to the quarantined. */
    readonly forward?: boolean;
  },
): { readonly decision: 'restore' | 'keep' | 'reopen'; readonly json: string }[] {
  const named = decisionAbout(language, incident, trigger);
  const common = { ...named, ...(to === null ? {} : { to }) };
  const images = missing.length === 0 ? {} : { images: Object.fromEntries(missing.map((key) => [key, '…'])) };
  return [
    {
      decision: 'restore',
      json: JSON.stringify({
        ...common,
        database: forward ? 'forward' : 'restore',
        acceptLostWrites: accepted(lost, open),
        ...images,
      }),
    },
    { decision: 'keep', json: JSON.stringify({ ...common, database: 'keep', ...images }) },
    { decision: 'reopen', json: JSON.stringify({ ...named, decision: 'reopen' }) },
  ];
}
