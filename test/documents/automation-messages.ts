import { rollbackCommand } from '../../lambdas/messages/by-hand.ts';
import { notActedOnIn } from '../../lambdas/messages/not-acted-on.ts';
import { textIn } from '../../lambdas/messages/portuguese/in-language.ts';
import { at } from '../../lambdas/messages/voice.ts';
import type { AutomationOff } from '../../lambdas/model/automation.ts';
import type { Language } from '../../lambdas/model/environment.ts';
import type { Message } from '../../lambdas/model/message.ts';
import { SECOND_PERSON_MESSAGES } from './second-person-messages.ts';

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

export const SWITCHED_AND_CONFIRMED = Object.entries({ ...AUTOMATION, ...SECOND_PERSON_MESSAGES }).flatMap(
  ([kind, some]) => some.map((one) => ({ kind, ...one }) as Message),
);

/** Why an alarm starts nothing while automation is off. */
export const heldBack = (language: Language): string =>
  notActedOnIn(language).switchedOff(
    off,
    (time) => at(time, { language, timeZone: 'America/Sao_Paulo' }),
    rollbackCommand(machine, 'end-user-impact', notActedOnIn(language).ownReason),
  );

/** A drill of an alarm that would undo a release with its database. */
export const drilled = (language: Language): Omit<Extract<Message, { readonly kind: 'drill' }>, 'kind'> => ({
  ...{ drill: { id: '5f3c', requestedBy: 'Ana' }, longestMinutes: { restore: 11, keep: 4 } },
  trigger: {
    ...{ kind: 'alarm', alarm: 'survey-5xx-rate', criterion: 'end-user-impact', at: '2026-11-24T17:10:00.000Z' },
    reason: 'Threshold Crossed: 3 datapoints were greater than the threshold (5.0).',
  },
  planned: {
    ...{ decision: 'services-and-database', because: [], problems: [], target: { version: '2.3.1' } },
    plan: [
      'show users the maintenance page',
      'stop all services, end the application sessions in the database',
      'run the checks, then watch the alarms',
    ].map(textIn(language)),
  },
});
