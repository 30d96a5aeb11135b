import { nameOfPoint } from '../../database/restore-points/mode.ts';
import { at } from '../../messages/voice.ts';
import type { ReleaseRecord } from '../../model/ledger.ts';
import { plain } from '../markdown.ts';
import type { Moment } from '../timeline.ts';
import type { Input } from './contract.ts';

const HEADINGS = {
  'pt-BR': {
    title: 'Registro da mudança',
    reasons: 'Motivos',
    impact: 'Impacto e plano',
    before: 'Para onde se pode voltar',
    after: 'O que mudou',
    timeline: 'Linha do tempo',
    checks: 'Testes aprovados',
  },
  en: {
    title: 'Change record',
    reasons: 'Reasons',
    impact: 'Impact and plan',
    before: 'Where it can return to',
    after: 'What changed',
    timeline: 'Timeline',
    checks: 'Checks passed',
  },
} as const;

/** Drafts the change record: what was changed, with its reasons. */
export function draft(input: Input, release: ReleaseRecord, moments: readonly Moment[]): string {
  const h = HEADINGS[input.language];
  const { request, knownGood, restorePoint } = release;
  return [
    `# ${h.title}: ${plain(release.version)}`,
    '',
    `## ${h.reasons}`,
    '',
    plain(request.reason),
    ...[request.requestedBy, request.branch, request.commit]
      .filter((value) => value !== null)
      .map((value) => `- ${plain(value)}`),
    '',
    `## ${h.impact}`,
    '',
    plain(request.impact ?? '-'),
    plain(request.plan ?? '-'),
    '',
    `## ${h.before}`,
    '',
    `- ${plain(knownGood?.version ?? '-')} (${plain(knownGood?.verifiedBy ?? '-')})`,
    ...(knownGood?.services ?? []).map((service) => `- ${plain(service.name)}: ${plain(service.taskDefinition)}`),
    ...(restorePoint === null ? [] : [`- ${plain(nameOfPoint(restorePoint))}`]),
    '',
    `## ${h.after}`,
    '',
    ...Object.entries(release.switched).map(
      ([service, taskDefinition]) => `- ${plain(service)}: ${plain(taskDefinition)}`,
    ),
    '',
    `## ${h.timeline}`,
    '',
    ...moments.map(({ at: when, what }) => `- ${at(when, input)}: ${plain(what)}`),
    '',
    `## ${h.checks}`,
    '',
    ...input.checks.map((check) => `- ${plain(check)}`),
    '',
  ].join('\n');
}
