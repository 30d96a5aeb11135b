import type { Language } from '../model/environment.ts';
import type { Message } from '../model/message.ts';
import { accepted } from './decisions.ts';

type Frozen = Extract<Message, { readonly kind: 'frozen' }>;

/** By whether they are in until then. */
const PAGE = {
  en: {
    keeps: 'Users keep the maintenance page until the checks have passed.',
    gets: 'Users get the maintenance page until the checks have passed.',
    stays: 'Users stay in while the services go back; answers may be slow for some minutes.',
  },
  'pt-BR': {
    keeps: 'Os usuários continuam vendo a página de manutenção até os testes passarem.',
    gets: 'Os usuários veem a página de manutenção até os testes passarem.',
    stays: 'Os usuários continuam na aplicação enquanto os serviços voltam; pode haver lentidão por alguns minutos.',
  },
} as const;

/** What users get while the database goes back. */
export const pageOf = (language: Language, { open }: Frozen): string => PAGE[language][open ? 'gets' : 'keeps'];

/** What users get while services alone go back. */
export const pageWhileKept = (language: Language, { open, pageForServicesOnly }: Frozen): string =>
  PAGE[language][open ? (pageForServicesOnly ? 'gets' : 'stays') : 'keeps'];

/** While users are in, what was counted is an estimate: they write on until the fence. */
export function growsIn(language: Language, { open, lost }: Frozen): string[] {
  if (!open) return [];
  const most = accepted(lost, open);
  if (language === 'pt-BR')
    return [
      most === 'unknown'
        ? 'Até lá os usuários continuam gravando. A entrada abaixo aceita perder qualquer quantidade.'
        : `Até lá os usuários continuam gravando. A entrada abaixo aceita perder até ${most}, o dobro do que foi contado; acima disso, a pergunta volta.`,
    ];
  return [
    most === 'unknown'
      ? 'Users write on until then. The input below accepts any number of lost writes.'
      : `Users write on until then. The input below accepts the loss of up to ${most}, twice what was counted; beyond that you are asked again.`,
  ];
}
