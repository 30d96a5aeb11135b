import type { Language } from '../model/environment.ts';
import type { Message } from '../model/message.ts';
import { byTwoIn } from './by-two.ts';
import { decisionAbout } from './decisions.ts';
import type { Voice } from './voice.ts';

type Escalated = Extract<Message, { readonly kind: 'escalation' }>;

interface Words {
  readonly head: (workflow: string) => string;
  readonly as: Readonly<Record<'restore' | 'keep', { readonly title: string; readonly effects: readonly string[] }>>;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    head: (workflow) => `Or decide, in ${workflow}:`,
    as: {
      restore: {
        title: 'RESTORE AS IT IS (acceptProof): the restored database, whatever its proof has found',
        effects: [
          'Users work with what the proof found wrong, and what they write from then on is lost if you go back once more. The report says "unproven" beside each finding.',
          'What the restore loses is counted again: more than was agreed freezes the environment, and asks.',
        ],
      },
      keep: {
        title: 'KEEP: the database that serves now; the restored one is not used',
        effects: [
          'It gives up no writes. Where a breaking migration had started, the version to go back to was never tried on it, and may fail or write wrong data.',
        ],
      },
    },
  },
  'pt-BR': {
    head: (workflow) => `Ou decidam, em ${workflow}:`,
    as: {
      restore: {
        title: 'RESTORE COMO ESTÁ (acceptProof): o banco restaurado, qualquer que seja o resultado da comprovação',
        effects: [
          'Os usuários passam a trabalhar com o que a comprovação reprovou, e o que gravarem a partir daí se perde caso seja preciso voltar mais uma vez. O relatório marca cada ponto como não comprovado.',
          'O que a restauração perde é contado de novo: acima do combinado, o ambiente congela e pergunta.',
        ],
      },
      keep: {
        title: 'KEEP (manter): o banco em uso agora; o restaurado não é usado',
        effects: [
          'Não se abre mão de nenhuma gravação. Se uma migração incompatível já tinha começado, a versão para a qual se volta nunca foi testada com ele e pode falhar ou gravar dados errados.',
        ],
      },
    },
  },
};

/**
 * The decisions about a restored database that its proof finds unfit, each with its consequence and its exact input; none for any
 * other ending.
 */
export function unprovenIn(language: Language, { unproven }: Escalated, { environment }: Voice): string[] {
  if (!unproven) return [];
  const { head, as } = WORDS[language];
  const about = decisionAbout(language, unproven.incident, unproven.trigger);
  const inputs = {
    restore: { ...about, database: 'restore', acceptProof: true },
    keep: { ...about, database: 'keep' },
  };
  return [
    head(`knowngood-${environment}-decision`),
    ...(['restore', 'keep'] as const).flatMap((choice) => [
      '',
      as[choice].title,
      ...as[choice].effects.map((line) => `  ${line}`),
      ...byTwoIn(language, unproven.secondPerson, inputs[choice]),
      `  ${JSON.stringify(inputs[choice])}`,
    ]),
    '',
  ];
}
