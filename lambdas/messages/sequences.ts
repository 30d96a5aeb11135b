import type { Language } from '../model/environment.ts';
import type { LeftBehind, Sequences } from '../model/sequences.ts';
import { quotedOrInPortuguese } from './portuguese/translate.ts';

interface Words {
  readonly past: (n: number) => string;
  readonly left: string;
  readonly more: (n: number) => string;
  readonly why: Record<LeftBehind['why'], (detail: string) => string>;
}

const WORDS: Record<Language, Words> = {
  en: {
    past: (n) => `Sequences of the restored database at or past every value that the quarantined one gave out: ${n}.`,
    left: 'These may give a value out a second time; look at each (ALTER SEQUENCE ... RESTART):',
    more: (n) => `and ${n} more`,
    why: {
      'made-since': (last) =>
        `it was made after the restore point${last && ` and gave out values up to ${last}`}; made again, it begins anew`,
      'dropped-since': () => 'the quarantined database has it no more: what it gave out is unknown',
      'set-back': (last) =>
        `it was set back or began anew after the restore point${last && `, and stood at ${last}`}: what it gave out before is unknown`,
      'turned-around': (last) => `its direction was changed after the restore point${last && `; it stood at ${last}`}`,
      'ends-before': (last) => `the quarantined one gave out ${last}, which the restored one may not hold`,
      'not-permitted': (last) => `the owner's login may not read or set it (${last})`,
      'not-reached': (cause) => cause,
    },
  },
  'pt-BR': {
    past: (n) =>
      `Sequências do banco restaurado que já passaram de todos os valores entregues pelo banco em quarentena: ${n}.`,
    left: 'Estas podem entregar um valor pela segunda vez; verifiquem cada uma (ALTER SEQUENCE ... RESTART):',
    more: (n) => `e mais ${n}`,
    why: {
      'made-since': (last) =>
        `foi criada depois do ponto de restauração${last && ` e entregou valores até ${last}`}; se for criada de novo, recomeça do início`,
      'dropped-since': () => 'não existe mais no banco em quarentena: não se sabe o que entregou',
      'set-back': (last) =>
        `voltou atrás ou recomeçou depois do ponto de restauração${last && ` e estava em ${last}`}: não se sabe o que entregou antes`,
      'turned-around': (last) => `a direção dela mudou depois do ponto de restauração${last && `; estava em ${last}`}`,
      'ends-before': (last) => `a do banco em quarentena entregou ${last}, valor que a restaurada não comporta`,
      'not-permitted': (last) => `o login do dono do banco não pode lê-la ou alterá-la (${quotedOrInPortuguese(last)})`,
      'not-reached': quotedOrInPortuguese,
    },
  },
};

/** The lines of a report on the sequences of a restore; none where nothing was restored. */
export function sequencesIn(language: Language, sequences: Sequences | null): string[] {
  if (sequences === null) return [];
  const words = WORDS[language];
  const { past, leftBehind, more } = sequences;
  if (leftBehind.length === 0) return [words.past(past)];
  return [
    words.past(past),
    words.left,
    ...leftBehind.map(({ name, why, detail }) => `- ${name}: ${words.why[why](detail ?? '')}`),
    ...(more > 0 ? [`- ${words.more(more)}`] : []),
  ];
}
