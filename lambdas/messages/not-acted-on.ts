import type { AutomationOff } from '../model/automation.ts';
import type { Language } from '../model/environment.ts';

/** Why a trigger is not acted on, as part of a sentence in the environment's language. */
export interface NotActedOn {
  readonly noAlarmEvent: (problems: string) => string;
  readonly drill: (id: string) => string;
  readonly notConfigured: (alarm: string) => string;
  readonly anotherAlarm: (found: string, expected: string) => string;
  readonly notifyOnly: (alarm: string) => string;
  readonly notInAlarm: (state: string) => string;
  readonly noTime: string;
  readonly tooOld: (seconds: number, oldest: number) => string;
  readonly suppressed: (by: string) => string;
  readonly noNewChange: string;
  readonly unknownToCloudWatch: (alarm: string, at: string) => string;
  /** @param when a time as people read it @param command that starts the rollback by hand */
  readonly switchedOff: (off: AutomationOff, when: (time: string) => string, command: string) => string;
  /** @param work with its execution and since when */
  /** Stands in a command for the reason, which is left to whoever types it. */
  readonly ownReason: string;
  readonly excused: (work: string) => string;
  readonly inHand: (work: string) => string;
  readonly unfinished: (work: string, incident: string | null) => string;
  readonly frozen: (incident: string | null) => string;
  readonly stoppedByUs: (services: string) => string;
  readonly pageByUs: (since: string) => string;
  readonly pageBefore: (until: string | undefined) => string;
  /** A piece of work, its execution (null: none), and since when. */
  readonly work: (id: string | null, holder: string | null, since: string | null) => string;
}

const english: NotActedOn = {
  noAlarmEvent: (problems) => `the event is not a CloudWatch alarm's (${problems})`,
  drill: (id) => `it is a drill (${id}), in which nothing is touched`,
  notConfigured: (alarm) => `the alarm "${alarm}" is not configured`,
  anotherAlarm: (found, expected) => `the event names the alarm ${found}; expected ${expected}`,
  notifyOnly: (alarm) => `the alarm "${alarm}" is configured to notify only`,
  notInAlarm: (state) => `the alarm's state is ${state}; only ALARM starts a rollback`,
  noTime: 'the event tells no time that can be read; expected ISO 8601',
  tooOld: (seconds, oldest) => `the event is ${seconds} s old; at most ${oldest} s are acted on`,
  suppressed: (by) => `its actions are suppressed (${by}); the rollback starts if it is still in ALARM when that ends`,
  noNewChange: 'it was in ALARM before: that is no new change',
  unknownToCloudWatch: (alarm, at) => `CloudWatch knows of no change of the alarm "${alarm}" to ALARM at ${at}`,
  switchedOff: ({ by, reason, since, until, release }, when, command) =>
    `${by ?? 'a person'} has switched automation off${release === null ? '' : ` for release ${release.version} (${release.id})`} since ${when(since)} until ${when(until)}: ${reason}. To start the rollback by hand: ${command}`,
  ownReason: '<why>',
  excused: (work) => `the release ${work} names this alarm in "ignoreAlarms"`,
  inHand: (work) => `a rollback is in hand: ${work}`,
  unfinished: (work, incident) =>
    `the rollback ${work} is unfinished: a person must redrive it, or start one that names incident ${incident}`,
  frozen: (incident) => `the environment is frozen (incident ${incident}); a person decides`,
  stoppedByUs: (services) => `the services ${services} are stopped by knowngood itself`,
  pageByUs: (since) => `maintenance mode has been on since ${since}, raised by knowngood itself`,
  pageBefore: (until) =>
    `it looks back over the maintenance page that knowngood itself showed until ${until}; the watch waits for it to recover, and acts if it does not`,
  work: (id, holder, since) => `${id} (${holder ?? 'no execution'}, since ${since})`,
};

const portuguese: NotActedOn = {
  noAlarmEvent: (problems) => `o evento não é de um alarme do CloudWatch (${problems})`,
  drill: (id) => `é um exercício (${id}), no qual nada é alterado`,
  notConfigured: (alarm) => `o alarme "${alarm}" não está configurado`,
  anotherAlarm: (found, expected) => `o evento indica o alarme ${found}; o esperado é ${expected}`,
  notifyOnly: (alarm) => `o alarme "${alarm}" está configurado apenas para avisar`,
  notInAlarm: (state) => `o alarme está em ${state}; só ALARM inicia um rollback`,
  noTime: 'o evento não traz um horário legível; o esperado é ISO 8601',
  tooOld: (seconds, oldest) => `o evento ocorreu há ${seconds} s; só se reage aos de até ${oldest} s`,
  suppressed: (by) =>
    `as ações dele estão suprimidas (${by}); o rollback começa se ele ainda estiver em ALARM quando isso terminar`,
  noNewChange: 'ele já estava em ALARM: não é uma mudança nova',
  unknownToCloudWatch: (alarm, at) => `o CloudWatch não registra que o alarme "${alarm}" passou para ALARM em ${at}`,
  switchedOff: ({ by, reason, since, until, release }, when, command) =>
    `${by ?? 'uma pessoa'} desligou a automação${release === null ? '' : ` para a liberação ${release.version} (${release.id})`}, de ${when(since)} até ${when(until)}: ${reason}. Para iniciar o rollback manualmente: ${command}`,
  ownReason: '<motivo>',
  excused: (work) => `a liberação ${work} cita este alarme em "ignoreAlarms"`,
  inHand: (work) => `já há um rollback em andamento: ${work}`,
  unfinished: (work, incident) =>
    `o rollback ${work} não terminou: uma pessoa precisa retomá-lo (redrive) ou iniciar outro que cite o incidente ${incident}`,
  frozen: (incident) => `o ambiente está congelado (incidente ${incident}); uma pessoa precisa decidir`,
  stoppedByUs: (services) => `os serviços ${services} foram parados pelo próprio knowngood`,
  pageByUs: (since) => `o modo de manutenção está ligado desde ${since}, pelo próprio knowngood`,
  pageBefore: (until) =>
    `ele ainda considera o tempo da página de manutenção que o próprio knowngood mostrou até ${until}; a observação espera que ele se recupere e age se isso não acontecer`,
  work: (id, holder, since) => `${id} (${holder ?? 'sem execução'}, desde ${since})`,
};

export const notActedOnIn = (language: Language): NotActedOn => (language === 'pt-BR' ? portuguese : english);
