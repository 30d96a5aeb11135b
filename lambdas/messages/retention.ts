import type { Language } from '../model/environment.ts';
import type { Message } from '../model/message.ts';
import { ANNOUNCED_DAYS, type Expiring, type ExpiringPurpose, KEEP_TAG } from '../model/retention.ts';
import { causeIn } from './portuguese/in-language.ts';
import type { Words as Told } from './voice.ts';

interface Words {
  readonly ahead: (n: number) => string;
  readonly will: string;
  readonly snapshot: (item: Expiring) => string;
  readonly instance: (item: Expiring) => string;
  readonly purpose: Readonly<Record<ExpiringPurpose, (work: string) => string>>;
  readonly held: Readonly<Record<NonNullable<Expiring['held']>, string>>;
  readonly size: (gib: number | null, atMost: boolean) => string;
  readonly frees: (snapshots: string, instances: number) => string;
  readonly lostWrites: string;
  readonly keep: string;
  readonly subject: (deleted: number, refused: number) => string;
  readonly deleted: string;
  readonly refused: string;
}

const WORDS: Record<Language, Words> = {
  en: {
    ahead: (n) => `Retention will delete ${n === 1 ? 'one snapshot or database' : `${n} snapshots and databases`}`,
    will: `These are older than the configuration keeps them (database.retention). Each is deleted after the day named, in ${ANNOUNCED_DAYS} days at the earliest, unless it is needed by then:`,
    snapshot: ({ id }) => `snapshot ${id}`,
    instance: ({ id, instanceClass }) => `database ${id}${instanceClass === null ? '' : ` (${instanceClass})`}`,
    purpose: {
      'restore-point': (work) => `restore point of the release ${work}`,
      safety: (work) => `safety snapshot of the rollback ${work}`,
      quarantined: (work) => `quarantined by the rollback ${work}`,
      restored: (work) => `restored by the rollback ${work}, and not in use`,
    },
    held: {
      'deletion-protection': 'its deletion protection is on: it stays, and is billed, until a person switches that off',
      'read-replicas': 'it has read replicas: it stays, and is billed, until a person has looked at them',
    },
    size: (gib, atMost) => (gib === null ? 'size unknown' : `${atMost ? 'at most ' : ''}${gib} GiB`),
    frees: (snapshots, instances) =>
      `Until then they are billed as before. Deleting them frees ${snapshots} of snapshots and ${instances} running ${instances === 1 ? 'instance' : 'instances'}.`,
    lostWrites:
      'When a quarantined database is gone, its lost writes can no longer be exported (npm run lost-writes): do that before, if anybody needs them.',
    keep: `To keep one of them, give it the tag ${KEEP_TAG}, with any value.`,
    subject: (deleted, refused) =>
      `Retention has deleted ${deleted}${refused === 0 ? '' : `; ${refused} could not be done`}`,
    deleted: 'Deleted, as announced:',
    refused: 'Not done; the next look tries again tomorrow:',
  },
  'pt-BR': {
    ahead: (n) =>
      n === 1 ? 'Um snapshot ou banco de dados será apagado' : `${n} snapshots e bancos de dados serão apagados`,
    will: `Estes são mais antigos do que a configuração manda guardar (database.retention). Cada um será apagado depois do dia indicado, em no mínimo ${ANNOUNCED_DAYS} dias, a não ser que até lá seja necessário:`,
    snapshot: ({ id }) => `snapshot ${id}`,
    instance: ({ id, instanceClass }) => `banco de dados ${id}${instanceClass === null ? '' : ` (${instanceClass})`}`,
    purpose: {
      'restore-point': (work) => `ponto de restauração da liberação ${work}`,
      safety: (work) => `snapshot de segurança do rollback ${work}`,
      quarantined: (work) => `em quarentena desde o rollback ${work}`,
      restored: (work) => `restaurado pelo rollback ${work} e fora de uso`,
    },
    held: {
      'deletion-protection':
        'a proteção contra exclusão está ligada: ele fica, e continua sendo cobrado, até que uma pessoa a desligue',
      'read-replicas':
        'ele tem réplicas de leitura: fica, e continua sendo cobrado, até que uma pessoa verifique as réplicas',
    },
    size: (gib, atMost) => (gib === null ? 'tamanho desconhecido' : `${atMost ? 'no máximo ' : ''}${gib} GiB`),
    frees: (snapshots, instances) =>
      `Até lá, a cobrança continua como está. Apagá-los libera ${snapshots} em snapshots e ${instances} ${instances === 1 ? 'instância em execução' : 'instâncias em execução'}.`,
    lostWrites:
      'Depois que um banco em quarentena é apagado, as gravações perdidas não podem mais ser exportadas (npm run lost-writes): se alguém precisar delas, exportem antes.',
    keep: `Para guardar um deles, coloquem nele a tag ${KEEP_TAG}, com qualquer valor.`,
    subject: (deleted, refused) =>
      `Retenção: ${deleted === 1 ? '1 apagado' : `${deleted} apagados`}${refused === 0 ? '' : `; ${refused} sem sucesso`}`,
    deleted: 'Apagados, como anunciado:',
    refused: 'Não foi possível; a próxima verificação tenta de novo amanhã:',
  },
};

/** What retention will delete, and what that frees. */
export function deletionAnnounced(
  language: Language,
  { items }: Extract<Message, { readonly kind: 'deletion-announced' }>,
): Told {
  const words = WORDS[language];
  const free = items.filter(({ held }) => held === null);
  const snapshots = free.filter(({ kind }) => kind === 'snapshot');
  const gib = snapshots.every((item) => item.gib !== null)
    ? snapshots.reduce((sum, item) => sum + (item.gib ?? 0), 0)
    : null;
  return {
    subject: words.ahead(items.length),
    lines: [
      words.will,
      ...items.map((item) => `- ${item.after}: ${line(words, item)}`),
      '',
      words.frees(words.size(gib, gib !== 0), free.length - snapshots.length),
      ...(items.some(({ purpose }) => purpose === 'quarantined') ? [words.lostWrites] : []),
      words.keep,
    ],
  };
}

/** What retention has deleted, and what AWS refused. */
export function deletionDone(
  language: Language,
  { deleted, refused }: Extract<Message, { readonly kind: 'deletion-done' }>,
): Told {
  const words = WORDS[language];
  return {
    subject: words.subject(deleted.length, refused.length),
    lines: [
      ...(deleted.length === 0 ? [] : [words.deleted, ...deleted.map((item) => `- ${line(words, item)}`)]),
      ...(refused.length === 0
        ? []
        : [words.refused, ...refused.map((item) => `- ${line(words, item)}: ${causeIn(language)(item.cause)}`)]),
    ],
  };
}

function line(words: Words, item: Expiring): string {
  const isSnapshot = item.kind === 'snapshot';
  const held = item.held === null ? '' : `; ${words.held[item.held]}`;
  return `${words[item.kind](item)}, ${words.purpose[item.purpose](item.work)}, ${words.size(item.gib, isSnapshot)}${held}`;
}
