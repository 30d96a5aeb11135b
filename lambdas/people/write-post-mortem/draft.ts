import { LOOKED_AT } from '../../messages/looked-at.ts';
import type { ReleaseRecord } from '../../model/ledger.ts';
import { plain } from '../markdown.ts';
import type { Moment } from '../timeline.ts';
import type { Input } from './contract.ts';

interface Headings {
  readonly title: string;
  readonly data: string;
  readonly problem: string;
  readonly impact: string;
  readonly timeline: string;
  readonly solution: string;
  readonly rootCause: string;
  readonly measures: string;
  readonly learning: string;
  readonly evaluation: string;
  readonly toWrite: string;
  readonly unknown: string;
  readonly lost: (n: number, looked: string) => string;
  readonly others: string;
}

const HEADINGS: Record<Input['language'], Headings> = {
  'pt-BR': {
    title: 'Post-mortem (rascunho)',
    data: 'Dados',
    problem: 'O problema',
    impact: 'Impacto',
    timeline: 'Linha do tempo',
    solution: 'O que foi feito',
    rootCause: 'Causa raiz',
    measures: 'Medidas corretivas',
    learning: 'O que aprendemos',
    evaluation: 'Avaliação das medidas',
    toWrite: '_A preencher pela equipe._',
    unknown: 'Gravações perdidas: quantidade desconhecida',
    lost: (n, looked) =>
      n === 0
        ? `Nenhuma gravação perdida ${looked}.`
        : `Gravações perdidas: ${n}, ${looked}; guardadas no banco em quarentena.`,
    others: 'outras tabelas e objetos grandes',
  },
  en: {
    title: 'Post-mortem (draft)',
    data: 'Data',
    problem: 'Problem',
    impact: 'Impact',
    timeline: 'Timeline',
    solution: 'What was done',
    rootCause: 'Root cause',
    measures: 'Corrective measures',
    learning: 'What we learned',
    evaluation: 'Evaluation of the measures',
    toWrite: '_For the team to write._',
    unknown: 'Lost writes: unknown',
    lost: (n, looked) =>
      n === 0 ? `No writes were lost ${looked}.` : `Lost writes: ${n}, ${looked}; kept in the quarantined database.`,
    others: 'other tables and large objects',
  },
};

/** The facts and timeline of the post-mortem; people add the cause and the measures. */
export function draft(input: Input, release: ReleaseRecord | undefined, moments: readonly Moment[]): string {
  const h = HEADINGS[input.language];
  const time = new Intl.DateTimeFormat(input.language, {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone: input.timeZone,
  });
  const stamp = (iso: string) => time.format(new Date(iso));
  const facts: [string, string][] = [
    ['incident', input.incident],
    ['rollback', input.rollback],
    ['release', release === undefined ? '-' : `${release.version} (${release.id})`],
    ['reason of the release', release?.request.reason ?? '-'],
    ['commit', release?.request.commit ?? '-'],
    [
      'known good',
      release?.knownGood ? `${release.knownGood.version}, verified by ${release.knownGood.verifiedBy}` : '-',
    ],
    ['criterion', `${input.trigger.criterion} (${input.recurrence} others in 30 days)`],
    ['decision', input.decision],
    ['began', stamp(input.startedAt)],
    ['ended', stamp(input.now)],
  ];
  const lost = input.lost.known
    ? h.lost(input.lost.total, plain(LOOKED_AT[input.language](input.lost)))
    : `${h.unknown} (${plain(input.lost.why)}).`;
  const tables = input.lost.known
    ? [
        ...Object.entries(input.lost.tables).map(
          ([name, n]) => `- ${plain(name)}: +${n.inserted} ~${n.updated} -${n.deleted}`,
        ),
        ...(input.lost.others > 0 ? [`- ${h.others}: ${input.lost.others}`] : []),
      ]
    : [];
  return [
    `# ${h.title}: ${plain(input.incident)}`,
    '',
    `## ${h.data}`,
    '',
    ...facts.map(([name, value]) => `- ${name}: ${plain(value)}`),
    '',
    `## ${h.problem}`,
    '',
    plain(input.trigger.reason),
    '',
    `## ${h.impact}`,
    '',
    lost,
    ...tables,
    '',
    `## ${h.timeline}`,
    '',
    ...moments.map(({ at, what }) => `- ${stamp(at)}: ${plain(what)}`),
    '',
    `## ${h.solution}`,
    '',
    ...input.because.map((line) => `- ${plain(line)}`),
    ...(input.restored === null
      ? []
      : [`- restored: ${plain(input.restored)}; quarantined: ${plain(input.quarantined ?? '-')}`]),
    ...input.proof.map((line) => `- ${plain(line)}`),
    ...(input.checks.length === 0 ? [] : [`- checks passed: ${plain(input.checks.join(', '))}`]),
    '',
    ...[h.rootCause, h.measures, h.learning, h.evaluation].flatMap((heading) => [`## ${heading}`, '', h.toWrite, '']),
  ].join('\n');
}
