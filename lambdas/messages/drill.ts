import type { Language } from '../model/environment.ts';
import type { Message } from '../model/message.ts';
import { CRITERIA_WORDS } from './criteria.ts';
import type { Voice, Words } from './voice.ts';

type DrillMessage = Extract<Message, { readonly kind: 'drill' }>;

/** Alarms alone are practised; a drill of anything else would be a mistake of ours. */
const alarmOf = ({ trigger }: DrillMessage): string => (trigger.kind === 'alarm' ? trigger.alarm : trigger.kind);

/** A version that ran before the first release is on no record. */
const versionIn = ({ version }: { readonly version: string }, previous: string): string =>
  version === 'unknown' ? previous : version;

const list = (items: readonly string[]): string[] => items.map((item) => `- ${item}`);

const IN: Readonly<Record<Language, (message: DrillMessage) => Words>> = {
  en: (message) => ({
    subject: `DRILL, nothing is wrong: ${alarmOf(message)}`,
    lines: [
      'This is a drill. Nothing was touched, users noticed nothing, and nobody has to act.',
      `${message.drill.requestedBy ?? 'Somebody'} has sent the alarm ${alarmOf(message)} through the whole chain, marked as a drill (${message.drill.id}).`,
      `Criterion: ${CRITERIA_WORDS.en[message.trigger.criterion]}`,
      '',
      `Were it real now: ${message.planned.problems.length > 0 ? 'it would be held back' : DECISION.en[message.planned.decision]}.`,
      ...list(message.planned.problems),
      ...list(message.planned.because),
      ...(message.planned.target === null
        ? []
        : [`Returns to: ${versionIn(message.planned.target, 'the previous version')}`]),
      ...(message.planned.plan.length === 0 ? [] : ['', 'In order:', ...list(message.planned.plan)]),
      ...times(message, {
        none: 'Times: no rollback is on record here, so nobody knows how long one takes.',
        took: (minutes) => `The longest one on record here took ${minutes} min.`,
      }),
    ],
  }),
  'pt-BR': (message) => ({
    subject: `EXERCÍCIO (DRILL), nada aconteceu: ${alarmOf(message)}`,
    lines: [
      'Este é um exercício: nada foi alterado, os usuários não perceberam nada e ninguém precisa agir.',
      `${message.drill.requestedBy ?? 'Alguém'} enviou o alarme ${alarmOf(message)} por toda a cadeia, marcado como exercício (${message.drill.id}).`,
      `Critério: ${CRITERIA_WORDS['pt-BR'][message.trigger.criterion]}`,
      '',
      `Se fosse real, agora: ${message.planned.problems.length > 0 ? 'nada seria iniciado' : DECISION['pt-BR'][message.planned.decision]}.`,
      ...list(message.planned.problems),
      ...list(message.planned.because),
      ...(message.planned.target === null
        ? []
        : [`Volta para: ${versionIn(message.planned.target, 'a versão anterior')}`]),
      ...(message.planned.plan.length === 0 ? [] : ['', 'Na ordem:', ...list(message.planned.plan)]),
      ...times(message, {
        none: 'Tempos: nenhum rollback está registrado aqui, então ninguém sabe quanto tempo leva.',
        took: (minutes) => `O mais longo registrado aqui levou ${minutes} min.`,
      }),
    ],
  }),
};

const DECISION = {
  en: {
    'notify-only': 'nothing would be rolled back',
    'nothing-to-undo': 'there would be nothing to undo',
    services: 'code and configuration would go back; the database would stay',
    'services-and-database': 'code, configuration and database would go back',
    freeze: 'a person would have to decide',
    reopen: 'the environment would be reopened as it is',
  },
  'pt-BR': {
    'notify-only': 'nada seria desfeito',
    'nothing-to-undo': 'não haveria nada a desfazer',
    services: 'código e configuração voltariam; o banco ficaria como está',
    'services-and-database': 'código, configuração e banco voltariam',
    freeze: 'uma pessoa teria de decidir',
    reopen: 'o ambiente seria reaberto como está',
  },
} as const;

interface Times {
  readonly none: string;
  took(minutes: number): string;
}

/** With the database a rollback takes as long as the longest restore, and otherwise as the longest without. */
function times({ planned: { decision }, longestMinutes }: DrillMessage, say: Times): string[] {
  if (decision !== 'services' && decision !== 'services-and-database') return [];
  const minutes = longestMinutes[decision === 'services' ? 'keep' : 'restore'];
  return ['', minutes === null ? say.none : say.took(minutes)];
}

export const drillIn = (language: Language) => (message: DrillMessage, _voice: Voice) => IN[language](message);
