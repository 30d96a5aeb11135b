import { rollbackCommand } from '../../lambdas/messages/by-hand.ts';
import { notActedOnIn } from '../../lambdas/messages/not-acted-on.ts';
import { at } from '../../lambdas/messages/voice.ts';
import type { AutomationOff } from '../../lambdas/model/automation.ts';
import type { Language } from '../../lambdas/model/environment.ts';

const machine = 'arn:aws:states:sa-east-1:111122223333:stateMachine:knowngood-production-rollback';
const off: AutomationOff = {
  ...{ since: '2026-11-24T17:00:00.000Z', at: '2026-11-24T17:00:00.000Z', until: '2026-11-24T19:00:00.000Z' },
  ...{ reason: 'Teste de carga das pesquisas: os alarmes são esperados', by: 'Ana', release: null },
};
const release = { id: '20261124165500-1a2b3c4d', version: '2.4.0' };

/** What DevOps is told when automation is switched off, and when it is on again. */
export const AUTOMATION = {
  'automation-off': [
    { off, rollback: machine },
    { off: { ...off, by: null, release }, rollback: machine },
  ],
  'automation-on': [
    {
      off,
      at: off.until,
      by: null,
      reason: null,
      rang: { 'survey-5xx-rate': '2026-11-24T17:20:00.000Z' },
      rollback: machine,
    },
    {
      ...{ off: { ...off, release }, at: off.until, by: 'Bruno', reason: 'O teste de carga terminou' },
      ...{ rang: {}, rollback: machine },
    },
  ],
};

/** Why an alarm starts nothing while automation is off. */
export const heldBack = (language: Language): string =>
  notActedOnIn(language).switchedOff(
    off,
    (time) => at(time, { language, timeZone: 'America/Sao_Paulo' }),
    rollbackCommand(machine, 'end-user-impact', notActedOnIn(language).ownReason),
  );
