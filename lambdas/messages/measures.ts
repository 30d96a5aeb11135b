import type { Language } from '../model/environment.ts';
import { type Owed, REMINDED_BEFORE_DAYS, type UnreadMeasures } from '../model/measures.ts';
import { documentLink } from './links.ts';
import { textIn } from './portuguese/in-language.ts';
import type { Words as Told, Voice } from './voice.ts';

interface Words {
  readonly subject: (owed: number, late: number, unread: number) => string;
  readonly owed: string;
  readonly measure: (text: string, owner: string) => string;
  readonly noMeasures: string;
  readonly evaluation: string;
  readonly when: (day: string, days: number) => string;
  readonly unread: string;
  readonly how: string;
}

const WORDS: Record<Language, Words> = {
  en: {
    subject: (owed, late, unread) =>
      owed === 0
        ? `The measures of ${unread === 1 ? 'a post-mortem' : `${unread} post-mortems`} cannot be read`
        : `Corrective measures: ${owed} due soon or due${late === 0 ? '' : `, ${late} of them overdue`}`,
    owed: 'Owed after incidents:',
    measure: (text, owner) => `${text} (${owner})`,
    noMeasures: 'nobody has entered a corrective measure',
    evaluation: 'the evaluation (do the measures work?)',
    when: (day, days) =>
      days > 0
        ? `due ${day}, ${days === 1 ? 'tomorrow' : `in ${days} days`}`
        : days === 0
          ? `due today, ${day}`
          : `overdue since ${day}, ${days === -1 ? 'one day' : `${-days} days`}`,
    unread: 'These files could not be read; nobody is reminded of what they say until they are mended:',
    how: `When a measure is done, enter the day in "done"; the evaluation goes into "evaluation". You are reminded ${REMINDED_BEFORE_DAYS} days before a date, on it, and every week until it is done.`,
  },
  'pt-BR': {
    subject: (owed, late, unread) =>
      owed === 0
        ? `Não foi possível ler as medidas de ${unread === 1 ? 'um post-mortem' : `${unread} post-mortems`}`
        : `Medidas corretivas: ${owed} ${owed === 1 ? 'pendência' : 'pendências'}${late === 0 ? '' : `, ${late} em atraso`}`,
    owed: 'Pendências de incidentes:',
    measure: (text, owner) => `${text} (${owner})`,
    noMeasures: 'ninguém registrou medidas corretivas',
    evaluation: 'a avaliação (as medidas funcionam?)',
    when: (day, days) =>
      days > 0
        ? `prazo ${day}, ${days === 1 ? 'amanhã' : `em ${days} dias`}`
        : days === 0
          ? `prazo hoje, ${day}`
          : `em atraso desde ${day}, há ${days === -1 ? 'um dia' : `${-days} dias`}`,
    unread: 'Não foi possível ler estes arquivos; enquanto não forem corrigidos, não há lembretes do que está neles:',
    how: `Quando uma medida estiver feita, anotem o dia em "done"; a avaliação vai em "evaluation". Os lembretes chegam ${REMINDED_BEFORE_DAYS} dias antes de cada data, na data, e toda semana até a medida estar feita.`,
  },
};

/** What is owed after incidents, by incident, each with the file to fill in. */
export function measuresOwed(
  { owed, unread }: { readonly owed: readonly Owed[]; readonly unread: readonly UnreadMeasures[] },
  { language, region }: Pick<Voice, 'language' | 'region'>,
): Told {
  const words = WORDS[language];
  const late = owed.filter(({ days }) => days < 0).length;
  const files = [...new Set(owed.map(({ file }) => file))];
  return {
    subject: words.subject(owed.length, late, unread.length),
    lines: [
      ...(owed.length === 0 ? [] : [words.owed]),
      ...files.flatMap((file) => {
        const own = owed.filter((one) => one.file === file);
        return [
          `${own[0]?.incident ?? ''}: ${documentLink(file, region)}`,
          ...own.map(({ what, due, days }) => `- ${inWords(what, words)}: ${words.when(dayIn(language, due), days)}`),
        ];
      }),
      ...(unread.length === 0 ? [] : [words.unread]),
      ...unread.flatMap(({ file, problems }) => [
        documentLink(file, region),
        ...problems.map((problem) => `- ${textIn(language)(problem)}`),
      ]),
      '',
      words.how,
    ],
  };
}

const inWords = (what: Owed['what'], words: Words): string =>
  what.kind === 'measure'
    ? words.measure(what.text, what.owner)
    : what.kind === 'evaluation'
      ? words.evaluation
      : words.noMeasures;

/** A day of no time zone. */
const dayIn = (language: Language, day: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day));
