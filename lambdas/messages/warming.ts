import type { Language } from '../model/environment.ts';
import type { Ended, Unread, Warmth } from '../model/warmth.ts';
import { quotedOrInPortuguese } from './portuguese/translate.ts';

interface Words {
  readonly by: Record<Warmth['by'], string>;
  /** @param read e.g. "1.2 GB by pg_prewarm" */
  readonly before: (read: string, time: string) => string;
  readonly partly: (size: string, by: string, time: string, why: string) => string;
  readonly none: (why: string) => string;
  readonly left: (size: string | null, tables: string) => string;
  readonly goesOn: string;
  readonly slow: string;
  readonly warm: (read: string) => string;
  readonly filled: (percent: number) => string;
  readonly refused: string;
  readonly ended: Record<Ended['why'], (detail: string) => string>;
  readonly unread: Record<Unread['why'], (detail: string) => string>;
  readonly decimal: string;
}

const WORDS: Record<Language, Words> = {
  en: {
    by: { pg_prewarm: 'by pg_prewarm', reads: 'by queries', nothing: '' },
    before: (read, time) => `Warming: the configured tables were read before users came back (${read}, ${time}).`,
    partly: (size, by, time, why) =>
      `Warming: ${size} of the configured tables were read ${by} in ${time}, not all of them: ${why}.`,
    none: (why) => `Warming: the configured tables were not read before users came back (${why}).`,
    left: (size, tables) => `Left: ${size ?? 'an unknown amount'}${tables && `, of ${tables}`}.`,
    goesOn: 'Settle reads the rest. Until then the first query on that data is slow: RDS fetches it from S3.',
    slow: 'The first query on that data is slow: RDS fetches it from S3.',
    warm: (read) => `Warming: the configured tables have been read as a whole (${read}).`,
    filled: (percent) => `RDS has filled ${percent}% of the volume.`,
    refused: 'These were not read:',
    ended: {
      time: () => 'the configured time was over',
      off: () => 'database.warmingMinutes is 0',
      kept: () => 'it was kept running',
      'no-connection': () => 'no connection to the database is configured, database.connect',
      elsewhere: () => 'the application uses another database by now',
      failed: (detail) => detail,
    },
    unread: {
      'long-values': () => 'long values, which pg_prewarm alone reads; it may not be created',
      'no-order': () => 'an index that pg_prewarm alone reads; it may not be created',
      'too-large': () => 'too large to be scanned at once; pg_prewarm reads it in parts, and may not be created',
      refused: (detail) => detail,
    },
    decimal: '.',
  },
  'pt-BR': {
    by: { pg_prewarm: 'por pg_prewarm', reads: 'por consultas', nothing: '' },
    before: (read, time) =>
      `Aquecimento: as tabelas configuradas foram lidas antes da volta dos usuários (${read}, ${time}).`,
    partly: (size, by, time, why) =>
      `Aquecimento: ${size} das tabelas configuradas foram lidos ${by} em ${time}, mas não tudo: ${why}.`,
    none: (why) => `Aquecimento: as tabelas configuradas não foram lidas antes da volta dos usuários (${why}).`,
    left: (size, tables) => `Falta: ${size ?? 'uma quantidade desconhecida'}${tables && `, de ${tables}`}.`,
    goesOn: 'O Settle lê o que falta. Até lá, a primeira consulta a esses dados fica mais lenta: o RDS os busca no S3.',
    slow: 'A primeira consulta a esses dados fica mais lenta: o RDS os busca no S3.',
    warm: (read) => `Aquecimento: as tabelas configuradas foram lidas por inteiro (${read}).`,
    filled: (percent) => `O RDS já carregou ${percent}% do volume.`,
    refused: 'Estas não foram lidas:',
    ended: {
      time: () => 'acabou o tempo configurado',
      off: () => 'database.warmingMinutes é 0',
      kept: () => 'ele continuou em execução',
      'no-connection': () => 'não há conexão com o banco configurada, database.connect',
      elsewhere: () => 'a aplicação já usa outro banco',
      failed: quotedOrInPortuguese,
    },
    unread: {
      'long-values': () => 'valores longos, que só o pg_prewarm lê; não é permitido criá-lo',
      'no-order': () => 'um índice que só o pg_prewarm lê; não é permitido criá-lo',
      'too-large': () =>
        'grande demais para ser lido de uma vez; o pg_prewarm lê em partes, mas não é permitido criá-lo',
      refused: quotedOrInPortuguese,
    },
    decimal: ',',
  },
};

/** What a rollback's report says of the warming before users came back; none where nothing was restored. */
export function warmedIn(language: Language, warmth: Warmth | null): string[] {
  if (warmth === null || warmth.ended?.why === 'kept') return [];
  const words = WORDS[language];
  const [read, time] = [readOf(warmth, words), timeOf(warmth.seconds)];
  const why = endOf(warmth, words);
  const said = warmth.done
    ? words.before(read, time)
    : warmth.by === 'nothing'
      ? words.none(why)
      : words.partly(sizeOf(warmth.warmed, words), words.by[warmth.by], time, why);
  return [said, ...rest(warmth, words, words.goesOn)];
}

/** What Settle tells of it in the end. */
export function warmthIn(language: Language, warmth: Warmth): string[] {
  const words = WORDS[language];
  if (warmth.ended?.why === 'kept') return [];
  if (warmth.done) return [words.warm(readOf(warmth, words)), ...rest(warmth, words, '')];
  const why = endOf(warmth, words);
  return [
    warmth.by === 'nothing'
      ? words.none(why)
      : words.partly(sizeOf(warmth.warmed, words), words.by[warmth.by], timeOf(warmth.seconds), why),
    ...rest(warmth, words, words.slow),
  ];
}

function rest(warmth: Warmth, words: Words, then: string): string[] {
  const { left, cold, refused, filled, done } = warmth;
  return [
    ...(done ? [] : [`${words.left(left === null ? null : sizeOf(left, words), cold.join(', '))} ${then}`.trim()]),
    ...(filled === null ? [] : [words.filled(filled)]),
    ...(refused.length === 0
      ? []
      : [
          words.refused,
          ...refused.map(({ relation, why, detail }) => `- ${relation}: ${words.unread[why](detail ?? '')}`),
        ]),
  ];
}

const endOf = ({ ended }: Warmth, words: Words): string =>
  ended === null ? words.ended.time('') : words.ended[ended.why](ended.detail ?? '');

const readOf = (warmth: Warmth, words: Words): string =>
  `${sizeOf(warmth.warmed, words)} ${words.by[warmth.by]}`.trim();

const timeOf = (seconds: number): string => (seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`);

/** Bytes as people read them. */
function sizeOf(bytes: number, { decimal }: Words): string {
  const [unit, size] = bytes < 1e9 ? ['MB', bytes / 1e6] : ['GB', bytes / 1e9];
  return `${size.toFixed(size < 10 ? 1 : 0).replace('.', decimal)} ${unit}`;
}
