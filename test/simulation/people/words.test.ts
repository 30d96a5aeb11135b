import { describe, expect, it } from 'vitest';
import { reasonsIn } from '../../../lambdas/messages/reasons.ts';
import { render } from '../../../lambdas/messages/render.ts';
import type { Message } from '../../../lambdas/model/message.ts';
import { AUTOMATION_IS_ON, differentVersions, NO_SAFETY_SNAPSHOT } from '../../../simulation/people/words.ts';
import { nowhere } from '../../lambdas/messages/samples.ts';
import { NOW, person } from '../../lambdas/records.ts';
import { lossOf } from '../../lambdas/writes.ts';

const report = (safetySnapshot: string | null): string => {
  const message: Extract<Message, { kind: 'rollback-done' }> = {
    ...{
      kind: 'rollback-done',
      forward: false,
      decision: 'services-and-database',
      version: '2.0.0',
      returnsTo: '1.0.0',
    },
    ...{
      incident: 'i1',
      trigger: person(),
      outage: null,
      users: { known: false, why: 'no-data' },
      migration: 'breaking',
    },
    began: '2026-11-24T17:30:00.000Z',
    lost: lossOf({ answers: { inserted: 1, updated: 0, deleted: 0 } }, 1),
    ...{
      restored: 'survey-restored',
      quarantined: 'survey',
      readOnly: true,
      notClosed: [],
      sequences: null,
      warmed: null,
      safetySnapshot,
    },
    ...{ proof: [], leftConfiguration: [], postMortem: null },
  };
  const voice = { environment: 'sandbox', language: 'pt-BR', timeZone: 'America/Sao_Paulo', ...nowhere } as const;
  return render(message, { ...voice, now: '2026-11-24T17:40:00.000Z' }).body;
};

describe('sentences that a person of a run must have read are those of the product', () => {
  it('a report says that there is no safety snapshot, where there is none', () => {
    expect(report(null)).toContain(NO_SAFETY_SNAPSHOT);
    expect(report('survey-safety')).not.toContain(NO_SAFETY_SNAPSHOT);
  });

  it('whoever had switched automation off reads that it is on again', () => {
    const off = { since: NOW, at: NOW, until: NOW, reason: 'x', by: null, release: null };
    const on = { off, at: NOW, by: null, reason: null, rang: {}, rollback: 'arn' } as const;
    const voice = { environment: 'sandbox', language: 'pt-BR', timeZone: 'UTC', now: NOW, ...nowhere } as const;
    expect(render({ kind: 'automation-on', ...on }, voice).subject).toContain(AUTOMATION_IS_ON);
  });

  it('whoever reopens reads which services are without the new version', () => {
    expect(reasonsIn('pt-BR').reopenMixed('web, worker')).toBe(differentVersions('web, worker'));
  });
});
