import type { Language } from '../../lambdas/model/environment.ts';

/** How moments are told: in whose language, in which zone. */
export interface Zone {
  readonly language: Language;
  readonly timeZone: string;
}

/** A moment, short, with its zone: `24 Nov 2026, 14:10 GMT-3`. */
export const when = (iso: string, { language, timeZone }: Zone): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    ...{ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    ...{ timeZone, timeZoneName: 'short' },
  }).format(new Date(iso));

/** The date of a moment in the zone: `2026-11-24`. */
export const dateOf = (iso: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).format(
    new Date(iso),
  );
