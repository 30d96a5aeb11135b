import type { Language } from '../model/environment.ts';
import type { Message } from '../model/message.ts';
import type { Prices } from '../model/retention.ts';
import type { StandbyRecord, StandbyUse } from '../model/standby.ts';
import { causeIn, textIn } from './portuguese/in-language.ts';
import { at, type Words as Told, type Voice } from './voice.ts';
import { warmthIn } from './warming.ts';

type Ready = Extract<Message, { readonly kind: 'standby-ready' }>;
type Failed = Extract<Message, { readonly kind: 'standby-failed' }>;

interface Words {
  readonly ready: (version: string) => string;
  readonly stands: (message: Ready, since: string) => string;
  readonly until: string;
  readonly proof: string;
  readonly cost: (instanceClass: string, amount: string, source: string) => string;
  readonly costUnknown: (instanceClass: string) => string;
  readonly severalZones: string;
  readonly failed: (version: string) => string;
  readonly restores: (restorePoint: string) => string;
  readonly cause: string;
  readonly used: (instance: string) => string;
  readonly notUsed: (instance: string, why: string) => string;
  readonly state: (instance: string, state: string) => string;
  readonly proven: (when: string) => string;
  readonly underWay: string;
  readonly didNotCome: (why: string) => string;
}

const WORDS: Record<Language, Words> = {
  en: {
    ready: (version) => `The standby of version ${version} is ready`,
    stands: ({ instance, restorePoint }, since) =>
      `${instance} stands beside the live database, restored from ${restorePoint} since ${since}. A rollback with the database would use it, and not wait for a restore. Nobody connects to it before.`,
    until:
      'It runs, and is billed, until the release is good: retention then announces it, and deletes it the day after. A rollback that uses it keeps it.',
    proof: 'What proves it:',
    cost: (instanceClass, amount, source) =>
      `An hour of it (${instanceClass}) costs ${amount}, its storage not included, by the prices of the configuration (${source}). Prices are of one Region and change.`,
    costUnknown: (instanceClass) =>
      `What it costs is unknown: database.retention.prices names no price of ${instanceClass}.`,
    severalZones: 'It is Multi-AZ, as the live database: check whether that price is.',
    failed: (version) => `Version ${version} has no standby; the release goes on`,
    restores: (restorePoint) =>
      `A rollback with the database would restore ${restorePoint}, as without a standby. What was begun of it is deleted by retention.`,
    cause: 'Cause',
    used: (instance) => `Standby: ${instance} was used; nothing had to be restored.`,
    notUsed: (instance, why) =>
      `Standby: ${instance} was not used, and the restore point was restored: ${why}. Retention deletes it.`,
    state: (instance, state) => `${instance}: ${state}`,
    proven: (when) => `proven ${when}; kept until the release is good, then deleted by retention`,
    underWay: 'still being made when the release ended; deleted by retention',
    didNotCome: (why) => `did not come about: ${why}`,
  },
  'pt-BR': {
    ready: (version) => `O banco de prontidão da versão ${version} está pronto`,
    stands: ({ instance, restorePoint }, since) =>
      `${instance} está ao lado do banco em uso, restaurado de ${restorePoint} desde ${since}. Um rollback com o banco o usaria, sem esperar por uma restauração. Até lá, ninguém se conecta a ele.`,
    until:
      'Ele fica em execução, e é cobrado, até a liberação ser aprovada: a retenção então o anuncia e o apaga no dia seguinte. Um rollback que o usa fica com ele.',
    proof: 'O que o comprova:',
    cost: (instanceClass, amount, source) =>
      `Uma hora dele (${instanceClass}) custa ${amount}, sem o armazenamento, segundo os preços da configuração (${source}). Os preços são de uma Região e mudam.`,
    costUnknown: (instanceClass) =>
      `Não se sabe quanto ele custa: database.retention.prices não informa o preço de ${instanceClass}.`,
    severalZones: 'Ele é Multi-AZ, como o banco em uso: confiram se esse preço também é.',
    failed: (version) => `A versão ${version} não tem banco de prontidão; a liberação continua`,
    restores: (restorePoint) =>
      `Um rollback com o banco restauraria ${restorePoint}, como sem banco de prontidão. A retenção apaga o que foi começado.`,
    cause: 'Causa',
    used: (instance) => `Banco de prontidão: ${instance} foi usado; não foi preciso restaurar nada.`,
    notUsed: (instance, why) =>
      `Banco de prontidão: ${instance} não foi usado, e o ponto de restauração foi restaurado: ${why}. A retenção o apaga.`,
    state: (instance, state) => `${instance}: ${state}`,
    proven: (when) => `comprovado em ${when}; guardado até a liberação ser aprovada e depois apagado pela retenção`,
    underWay: 'ainda em preparação no fim da liberação; apagado pela retenção',
    didNotCome: (why) => `não ficou pronto: ${why}`,
  },
};

/** A standby stands ready: what it is for, how long, what it costs. */
export function standbyReady(language: Language, message: Ready, voice: Voice): Told {
  const words = WORDS[language];
  return {
    subject: words.ready(message.version),
    lines: [
      words.stands(message, at(message.since, voice)),
      words.until,
      ...costOfStandby(language, message),
      ...warmthIn(language, message.warmth),
      words.proof,
      ...message.proof.map((fact) => `- ${textIn(language)(fact)}`),
    ],
  };
}

/** There is none: a rollback restores as ever. */
export function standbyFailed(language: Language, { version, restorePoint, cause }: Failed): Told {
  const words = WORDS[language];
  return {
    subject: words.failed(version),
    lines: [words.restores(restorePoint), `${words.cause}: ${causeIn(language)(cause)}`],
  };
}

/** What a rollback made of the standby; none where the release had none, or nothing was restored. */
export function standbyUsed(language: Language, use: StandbyUse | null | undefined): string[] {
  if (use === null || use === undefined) return [];
  const words = WORDS[language];
  return [use.used ? words.used(use.instance) : words.notUsed(use.instance, causeIn(language)(use.why ?? ''))];
}

/** What a change record says of it: what it came to, and what it costs. */
export function standbyRecorded(
  language: Language,
  standby: StandbyRecord,
  { prices, timeZone }: { readonly prices: Prices | null; readonly timeZone: string },
): string {
  const words = WORDS[language];
  const { failed, proof, instance, settings } = standby;
  if (failed !== null) return words.state(instance, words.didNotCome(causeIn(language)(failed.why)));
  const state = words.state(
    instance,
    proof === null ? words.underWay : words.proven(at(proof.at, { language, timeZone })),
  );
  return [`${state}.`, ...costOfStandby(language, { ...settings, prices })].join(' ');
}

interface Priced {
  readonly instanceClass: string;
  readonly multiAz: boolean;
  readonly prices: Prices | null;
}

/** By the prices of the configuration; where it names none, that nobody knows. */
export function costOfStandby(language: Language, { instanceClass, multiAz, prices }: Priced): string[] {
  const words = WORDS[language];
  const hour = prices?.instanceHour[instanceClass];
  if (prices === null || hour === undefined) return [words.costUnknown(instanceClass)];
  const { format } = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 4 });
  const cost = words.cost(instanceClass, `${format(hour)} ${prices.currency}`, prices.source);
  return multiAz ? [cost, words.severalZones] : [cost];
}
