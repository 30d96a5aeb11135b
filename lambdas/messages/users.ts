import type { Language } from '../model/environment.ts';
import type { UserRequests } from '../model/incident.ts';

const UNKNOWN = {
  en: {
    'no-time': 'the incident lasted less than a minute',
    'no-data': 'the load balancer has reported nothing',
    'not-asked': 'nobody could ask the load balancer',
  },
  'pt-BR': {
    'no-time': 'o incidente durou menos de um minuto',
    'no-data': 'o balanceador não informou nada',
    'not-asked': 'não foi possível consultar o balanceador',
  },
} as const;

/** What users got during an incident, in a sentence. Unknown is never zero. */
export function usersIn(language: Language, users: UserRequests): string {
  const n = (count: number) => count.toLocaleString(language);
  if (!users.known)
    return language === 'pt-BR'
      ? `Quantos acessos foram atendidos, recusados ou falharam: não se sabe (${UNKNOWN[language][users.why]}).`
      : `How many requests were answered, refused or failed is unknown (${UNKNOWN[language][users.why]}).`;
  const { served, refused, failed } = users;
  return language === 'pt-BR'
    ? `Nesse tempo, segundo o balanceador: ${n(served)} ${served === 1 ? 'acesso atendido' : 'acessos atendidos'}, ${n(refused)} com a página de manutenção, ${n(failed)} com erro.`
    : `Meanwhile, by the load balancer: ${n(served)} ${served === 1 ? 'request' : 'requests'} answered, ${n(refused)} given the maintenance page, ${n(failed)} failed.`;
}
