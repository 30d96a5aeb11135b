import { nameOfPoint } from '../../database/restore-points/mode.ts';
import { standbyRecorded } from '../../messages/standby.ts';
import { verifierOf, versionBefore } from '../../messages/version-before.ts';
import { at } from '../../messages/voice.ts';
import type { Language } from '../../model/environment.ts';
import type { ReleaseRecord } from '../../model/ledger.ts';
import { asMarkdown } from '../document/as-markdown.ts';
import type { Document } from '../document/model.ts';
import type { Moment } from '../timeline.ts';
import type { Input } from './contract.ts';

const WORDS = {
  'pt-BR': {
    title: (version: string) => `Registro da mudança: versão ${version}`,
    reasons: 'Motivos',
    impact: 'Impacto e plano',
    before: 'Para onde se pode voltar',
    after: 'O que mudou',
    timeline: 'Linha do tempo',
    checks: 'Testes aprovados',
    by: 'Pedida por',
    branch: 'Branch do git',
    commit: 'Commit do git',
    kind: 'Tipo',
    kinds: { software: 'software', infrastructure: 'infraestrutura' },
    impactOn: 'Impacto',
    plan: 'Plano',
    knownGood: 'Estado bom conhecido',
    verified: (version: string, by: string | null) =>
      by === null
        ? `${versionBefore('pt-BR', version)}, que nenhuma liberação verificou`
        : `versão ${version}, verificada por ${by}`,
    restorePoint: 'Ponto de restauração',
    standby: 'Banco de prontidão',
    service: 'Serviço',
    definition: 'Task definition',
    absent: 'não há',
    unsaid: 'não informado',
    observed: 'Observação',
    observation: { yes: 'nenhum alarme disparou', no: 'não comprovou nada: uma pessoa precisa confirmar' },
  },
  en: {
    title: (version: string) => `Change record: version ${version}`,
    reasons: 'Reasons',
    impact: 'Impact and plan',
    before: 'Where it can return to',
    after: 'What changed',
    timeline: 'Timeline',
    checks: 'Checks passed',
    by: 'Requested by',
    branch: 'Git branch',
    commit: 'Git commit',
    kind: 'Kind',
    kinds: { software: 'software', infrastructure: 'infrastructure' },
    impactOn: 'Impact',
    plan: 'Plan',
    knownGood: 'Known good',
    verified: (version: string, by: string | null) =>
      by === null
        ? `${versionBefore('en', version)}, which no release has verified`
        : `version ${version}, verified by ${by}`,
    restorePoint: 'Restore point',
    standby: 'Standby',
    service: 'Service',
    definition: 'Task definition',
    absent: 'none',
    unsaid: 'not said',
    observed: 'Watch',
    observation: { yes: 'no alarm fired', no: 'it proved nothing: a person must confirm' },
  },
} as const satisfies Record<Language, object>;

/** The change record: what was changed, with its reasons. */
export function changeRecord(input: Input, release: ReleaseRecord, moments: readonly Moment[]): Document {
  const words = WORDS[input.language];
  const { request, knownGood, restorePoint } = release;
  return {
    language: input.language,
    title: words.title(release.version),
    sections: [
      {
        heading: words.reasons,
        blocks: [
          { kind: 'text', text: request.reason },
          {
            kind: 'facts',
            facts: [
              [words.kind, words.kinds[request.kind]],
              [words.by, request.requestedBy ?? words.unsaid],
              [words.branch, request.branch ?? words.unsaid],
              [words.commit, request.commit ?? words.unsaid],
            ],
          },
        ],
      },
      {
        heading: words.impact,
        blocks: [
          {
            kind: 'facts',
            facts: [
              [words.impactOn, request.impact ?? words.unsaid],
              [words.plan, request.plan ?? words.unsaid],
            ],
          },
        ],
      },
      {
        heading: words.before,
        blocks: [
          {
            kind: 'facts',
            facts: [
              [
                words.knownGood,
                knownGood === null ? words.absent : words.verified(knownGood.version, verifierOf(knownGood.verifiedBy)),
              ],
              [words.restorePoint, restorePoint === null ? words.absent : nameOfPoint(restorePoint)],
              ...(release.standby === undefined
                ? []
                : [
                    [
                      words.standby,
                      standbyRecorded(input.language, release.standby, {
                        prices: input.prices ?? null,
                        timeZone: input.timeZone,
                      }),
                    ] as const,
                  ]),
            ],
          },
          table(
            words,
            (knownGood?.services ?? []).map(({ name, taskDefinition }) => [name, taskDefinition]),
          ),
        ],
      },
      { heading: words.after, blocks: [table(words, Object.entries(release.switched))] },
      {
        heading: words.checks,
        blocks: [
          { kind: 'list', items: input.checks },
          { kind: 'facts', facts: [[words.observed, words.observation[input.observed ? 'yes' : 'no']]] },
        ],
      },
      {
        heading: words.timeline,
        blocks: [{ kind: 'list', items: moments.map(({ at: when, what }) => `${at(when, input)}: ${what}`) }],
      },
    ],
  };
}

/** The same as Markdown. */
export const draft = (input: Input, release: ReleaseRecord, moments: readonly Moment[]): string =>
  asMarkdown(changeRecord(input, release, moments));

const table = (
  { service, definition, absent }: { readonly service: string; readonly definition: string; readonly absent: string },
  rows: readonly (readonly string[])[],
) =>
  rows.length === 0
    ? ({ kind: 'text', text: absent } as const)
    : ({ kind: 'table', head: [service, definition], rows } as const);
