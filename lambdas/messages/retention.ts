import type { Language } from '../model/environment.ts';
import type { Message } from '../model/message.ts';
import { ANNOUNCED_DAYS, type Expiring, type ExpiringPurpose, KEEP_TAG, type Prices } from '../model/retention.ts';
import { causeIn } from './portuguese/in-language.ts';
import { costOf } from './retention-cost.ts';
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
  /** Amounts with their currency. */
  readonly costs: (all: string, snapshots: string, instances: string, source: string) => string;
  /** `rest` null: of none of them is it known. */
  readonly costUnknownOf: (of: string, rest: string | null, source: string) => string;
  readonly costUnknown: string;
  readonly lostWrites: string;
  readonly keep: string;
  readonly subject: (deleted: number, refused: number) => string;
  readonly deleted: string;
  readonly refused: string;
}

const WORDS: Record<Language, Words> = {
  en: {
    ahead: (n) => `Retention will delete ${n === 1 ? 'one snapshot or database' : `${n} snapshots and databases`}`,
    will: `These are older than the configuration keeps them (database.retention), or standbys that are needed no more. Each is deleted after the day named, in ${ANNOUNCED_DAYS} days at the earliest, a standby tomorrow, unless it is needed by then:`,
    snapshot: ({ id }) => `snapshot ${id}`,
    instance: ({ id, instanceClass }) => `database ${id}${instanceClass === null ? '' : ` (${instanceClass})`}`,
    purpose: {
      'restore-point': (work) => `restore point of the release ${work}`,
      safety: (work) => `safety snapshot of the rollback ${work}`,
      'before-fence': (work) => `made before the fence of the release ${work}, whose own snapshot it made short`,
      quarantined: (work) => `quarantined by the rollback ${work}`,
      restored: (work) => `restored by the rollback ${work}, and not in use`,
      standby: (work) => `standby of the release ${work}, which needs it no more`,
    },
    held: {
      'deletion-protection': 'its deletion protection is on: it stays, and is billed, until a person switches that off',
      'read-replicas': 'it has read replicas: it stays, and is billed, until a person has looked at them',
    },
    size: (gib, atMost) => (gib === null ? 'size unknown' : `${atMost ? 'at most ' : ''}${gib} GiB`),
    frees: (snapshots, instances) =>
      `Until then they are billed as before. Deleting them frees ${snapshots} of snapshots and ${instances} running ${instances === 1 ? 'instance' : 'instances'}.`,
    costs: (all, snapshots, instances, source) =>
      `Kept, they cost at most ${all} a month (snapshots at most ${snapshots}, databases ${instances}), by the prices of the configuration (${source}). Prices are of one Region and change; RDS bills snapshots only beyond the size of its databases.`,
    costUnknownOf: (of, rest, source) =>
      `What they cost while they are kept is unknown: no price or no size of ${of} is known.${rest === null ? '' : ` The others cost at most ${rest} a month, by the prices of the configuration (${source}), which are of one Region and change.`}`,
    costUnknown: 'What they cost while they are kept is unknown: database.retention.prices names no prices.',
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
    will: `Estes são mais antigos do que a configuração manda guardar (database.retention), ou são bancos de prontidão que não são mais necessários. Cada um será apagado depois do dia indicado, em no mínimo ${ANNOUNCED_DAYS} dias, um banco de prontidão já amanhã, a não ser que até lá seja necessário:`,
    snapshot: ({ id }) => `snapshot ${id}`,
    instance: ({ id, instanceClass }) => `banco de dados ${id}${instanceClass === null ? '' : ` (${instanceClass})`}`,
    purpose: {
      'restore-point': (work) => `ponto de restauração da liberação ${work}`,
      safety: (work) => `snapshot de segurança do rollback ${work}`,
      'before-fence': (work) =>
        `feito antes de o acesso ser bloqueado na liberação ${work}, para encurtar o snapshot dela`,
      quarantined: (work) => `em quarentena desde o rollback ${work}`,
      restored: (work) => `restaurado pelo rollback ${work} e fora de uso`,
      standby: (work) => `banco de prontidão da liberação ${work}, que não precisa mais dele`,
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
    costs: (all, snapshots, instances, source) =>
      `Enquanto são guardados, custam no máximo ${all} por mês (snapshots: no máximo ${snapshots}; bancos de dados: ${instances}), segundo os preços da configuração (${source}). Os preços são de uma Região e mudam; o RDS só cobra os snapshots que passam do tamanho dos bancos de dados.`,
    costUnknownOf: (of, rest, source) =>
      `Não se sabe quanto custam enquanto são guardados: falta o preço ou o tamanho de ${of}.${rest === null ? '' : ` Os demais custam no máximo ${rest} por mês, segundo os preços da configuração (${source}), que são de uma Região e mudam.`}`,
    costUnknown: 'Não se sabe quanto custam enquanto são guardados: database.retention.prices não informa preços.',
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
  { items, prices }: Extract<Message, { readonly kind: 'deletion-announced' }>,
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
      ...cost(language, items, prices),
      ...(items.some(({ purpose }) => purpose === 'quarantined') ? [words.lostWrites] : []),
      words.keep,
    ],
  };
}

/** What all of it costs a month until it is deleted, as far as the configured prices say. */
function cost(language: Language, items: readonly Expiring[], prices: Prices | null): string[] {
  const words = WORDS[language];
  if (prices === null) return [words.costUnknown];
  const { snapshots, instances, withoutPrice } = costOf(items, prices);
  const { format } = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const amount = (value: number): string => `${format(value)} ${prices.currency}`;
  const all = amount(snapshots + instances);
  if (withoutPrice.length > 0)
    return [words.costUnknownOf(withoutPrice.join(', '), snapshots + instances > 0 ? all : null, prices.source)];
  return [words.costs(all, amount(snapshots), amount(instances), prices.source)];
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
