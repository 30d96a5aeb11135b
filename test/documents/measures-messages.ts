import type { Message } from '../../lambdas/model/message.ts';

type Owed = Omit<Extract<Message, { readonly kind: 'measures' }>, 'kind'>;

/** Reminders of what is owed after an incident: before its date, on it and after it; and of a file with a mistake. */
export const owedAfter = (incident: string, file: string): readonly Owed[] => [
  {
    owed: [
      {
        ...{ incident, file, due: '2026-12-04', days: 3 },
        what: { kind: 'measure', text: 'Alarme de respostas por minuto', owner: 'Ana' },
      },
      {
        ...{ incident, file, due: '2026-11-27', days: -4 },
        what: { kind: 'measure', text: 'Teste de carga antes de liberar', owner: 'Bia' },
      },
      { incident, file, what: { kind: 'evaluation' }, due: '2026-12-01', days: 0 },
    ],
    unread: [],
  },
  {
    owed: [{ incident, file, what: { kind: 'no-measures' }, due: '2026-12-01', days: 1 }],
    unread: [{ file, problems: ['"measures.0.owner" is empty; expected some text'] }],
  },
];
