import type { Language } from '../model/environment.ts';
import type { Count, TimedCount } from '../model/writes.ts';
import { textIn } from './portuguese/in-language.ts';
import { at, type Voice } from './voice.ts';

interface Words {
  readonly head: string;
  readonly which: Readonly<Record<Count, string>>;
  readonly unknown: string;
  /** Where a fence held there was nothing to ask. */
  readonly notAsked: string;
}

export const COUNTS: Readonly<Record<Language, Words>> = {
  en: {
    head: 'Counts of the writes newer than the restore point, and how long each took:',
    which: {
      estimate: 'before the fence, an estimate',
      first: 'behind the fence',
      again: 'after the restore',
      last: 'the last one, when nobody could write any more',
    },
    unknown: 'unknown',
    notAsked: 'nothing was asked: the fence held',
  },
  'pt-BR': {
    head: 'Contagens das gravações posteriores ao ponto de restauração e quanto cada uma demorou:',
    which: {
      estimate: 'antes do isolamento, uma estimativa',
      first: 'com a aplicação isolada',
      again: 'depois da restauração',
      last: 'a última, quando ninguém mais podia gravar',
    },
    unknown: 'quantidade desconhecida',
    notAsked: 'nada foi consultado: a aplicação estava isolada',
  },
};

/** The lines of a report on the counts of a rollback; none where nothing was counted. */
export function timedCountsIn(counts: readonly TimedCount[], voice: Pick<Voice, 'language' | 'timeZone'>): string[] {
  const { language } = voice;
  if (counts.length === 0) return [];
  const { head, which, unknown } = COUNTS[language];
  return [
    head,
    ...counts.map(({ which: one, at: when, tookMs, lost }) => {
      const found = lost.known ? String(lost.total) : `${unknown} (${textIn(language)(lost.why)})`;
      return `- ${which[one]}, ${at(when, voice)}: ${found} (${tookIn(language, tookMs)})`;
    }),
  ];
}

/** A count takes milliseconds; one that had to wait for a connection, seconds. */
export function tookIn(language: Language, tookMs: number | null): string {
  if (tookMs === null) return COUNTS[language].notAsked;
  if (tookMs < 1_000) return `${tookMs} ms`;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(tookMs / 1_000)} s`;
}
