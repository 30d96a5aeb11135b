import { LOOKED_AT } from '../../messages/looked-at.ts';
import { at } from '../../messages/voice.ts';
import type { IncidentRecord } from '../../model/incident.ts';
import type { ReleaseRecord } from '../../model/ledger.ts';
import type { LostWrites } from '../../model/writes.ts';
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
  readonly executions: string;
  readonly absent: string;
  readonly incomplete: string;
  readonly running: string;
  readonly counts: string;
  readonly kept: (n: string) => string;
  readonly keptAfter: string;
  readonly outage: (minutes: number, since: string) => string;
  readonly noOutage: string;
  readonly decided: (who: string) => string;
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
    executions: 'Execuções e decisões',
    absent: 'não há',
    incomplete: '_Parte deste incidente é anterior ao registro de incidentes: o que veio antes não é conhecido._',
    running: 'não terminou',
    counts: 'Contagens',
    kept: (n) =>
      `O banco de dados não foi restaurado: nenhuma gravação foi removida (contadas antes da decisão: ${n}).`,
    keptAfter: 'A migração já tinha começado: o que ela mudou no banco de dados continua lá e não foi comparado.',
    outage: (minutes, since) => `Os usuários viram a página de manutenção por ${minutes} min, a partir de ${since}.`,
    noOutage: 'Os usuários não viram a página de manutenção.',
    decided: (who) => `decisão de ${who}`,
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
    executions: 'Executions and decisions',
    absent: 'none',
    incomplete: '_Part of this incident is older than the record of incidents: what came before is unknown._',
    running: 'not ended',
    counts: 'Counts',
    kept: (n) => `The database was not restored: no write was removed (counted before it was decided: ${n}).`,
    keptAfter: 'The migration had started: what it changed in the database is still there, and was not compared.',
    outage: (minutes, since) => `Users saw the maintenance page for ${minutes} min, from ${since}.`,
    noOutage: 'Users saw no maintenance page.',
    decided: (who) => `decided by ${who}`,
  },
};

/** What the post-mortem is written from, besides the last execution's own facts. */
export interface Sources {
  readonly release: ReleaseRecord | undefined;
  /** Undefined: an older control plane began it. */
  readonly incident: IncidentRecord | undefined;
  readonly moments: readonly Moment[];
}

/** The facts and timeline of the post-mortem, of the whole incident; people add the cause and the measures. */
export function draft(input: Input, { release, incident, moments }: Sources): string {
  const h = HEADINGS[input.language];
  const stamp = (iso: string) => at(iso, input);
  const { trigger, began } = input.origin;
  const facts: [string, string | null][] = [
    ['incident', input.incident],
    ['rollback', input.rollback],
    ['release', release === undefined ? null : `${release.version} (${release.id})`],
    ['reason of the release', release?.request.reason ?? null],
    ['commit', release?.request.commit ?? null],
    [
      'known good',
      release?.knownGood ? `${release.knownGood.version}, verified by ${release.knownGood.verifiedBy}` : null,
    ],
    ['criterion', `${trigger.criterion} (${input.recurrence} others in 30 days)`],
    ['decision', input.decision],
    ['began', stamp(began)],
    ['ended', stamp(input.now)],
  ];
  return [
    `# ${h.title}: ${plain(input.incident)}`,
    '',
    `## ${h.data}`,
    '',
    ...facts.map(([name, value]) => `- ${name}: ${value === null ? h.absent : plain(value)}`),
    '',
    `## ${h.problem}`,
    '',
    plain(trigger.reason),
    '',
    `## ${h.executions}`,
    '',
    ...(incident?.whole === true ? [] : [h.incomplete, '']),
    ...parts(incident, h, stamp),
    '',
    `## ${h.impact}`,
    '',
    ...impact(input, incident, h, stamp),
    '',
    `## ${h.timeline}`,
    '',
    ...moments.map(({ at: when, what }) => `- ${stamp(when)}: ${plain(what)}`),
    '',
    `## ${h.solution}`,
    '',
    ...input.because.map((line) => `- ${plain(line)}`),
    ...(input.restored === null
      ? []
      : [`- restored: ${plain(input.restored)}; quarantined: ${plain(input.quarantined ?? h.absent)}`]),
    ...input.proof.map((line) => `- ${plain(line)}`),
    ...(input.checks.length === 0 ? [] : [`- checks passed: ${plain(input.checks.join(', '))}`]),
    '',
    ...[h.rootCause, h.measures, h.learning, h.evaluation].flatMap((heading) => [`## ${heading}`, '', h.toWrite, '']),
  ].join('\n');
}

type Stamp = (iso: string) => string;

/** Each execution of the incident: when, why it began, how it ended, who decided. */
function parts(incident: IncidentRecord | undefined, h: Headings, stamp: Stamp): string[] {
  return Object.entries(incident?.executions ?? {})
    .sort(([, a], [, b]) => a.startedAt.localeCompare(b.startedAt))
    .map(([id, { trigger, startedAt, endedAt, outcome }]) => {
      const who = trigger.kind === 'person' ? ` (${h.decided(plain(trigger.requestedBy ?? '?'))})` : '';
      const end = endedAt === null ? h.running : `${outcome}, ${stamp(endedAt)}`;
      return `- ${plain(id)}, ${stamp(startedAt)}${who}: ${plain(trigger.reason)} → ${end}`;
    });
}

/** What users got, and what became of their writes; every count with its moment. */
function impact(input: Input, incident: IncidentRecord | undefined, h: Headings, stamp: Stamp): string[] {
  const { outage, restored } = input;
  const until = outage?.until ?? input.now;
  const minutes = (since: string) => Math.max(1, Math.round((Date.parse(until) - Date.parse(since)) / 60_000));
  const counts = incident?.counts ?? [];
  const last = counts.at(-1);
  const counted = last === undefined ? '?' : last.lost.known ? String(last.lost.total) : `? (${plain(last.lost.why)})`;
  return [
    outage === null ? h.noOutage : h.outage(minutes(outage.since), stamp(outage.since)),
    ...(restored === null
      ? [h.kept(counted), ...(input.migration === 'none' ? [] : [h.keptAfter])]
      : lossOf(input.lost, input.language, h)),
    ...(counts.length === 0 ? [] : ['', `${h.counts}:`, '']),
    ...counts.map(
      ({ at: when, rollback, lost }) =>
        `- ${stamp(when)}, ${plain(rollback)}: ${lost.known ? lost.total : `? (${plain(lost.why)})`}`,
    ),
  ];
}

/** What a restore has left behind, table by table. */
function lossOf(lost: LostWrites, language: Input['language'], h: Headings): string[] {
  if (!lost.known) return [`${h.unknown} (${plain(lost.why)}).`];
  return [
    h.lost(lost.total, plain(LOOKED_AT[language](lost))),
    ...Object.entries(lost.tables).map(([name, n]) => `- ${plain(name)}: +${n.inserted} ~${n.updated} -${n.deleted}`),
    ...(lost.others > 0 ? [`- ${h.others}: ${lost.others}`] : []),
  ];
}
