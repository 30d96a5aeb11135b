import type { Criterion, Language } from '../model/environment.ts';

/** The eight criteria of a critical problem, in words. */
export const CRITERIA_WORDS: Record<Language, Record<Criterion, string>> = {
  en: {
    'end-user-impact': 'impact on end users',
    'data-loss-or-exposure': 'loss of data or exposure of sensitive data',
    'business-result': 'business result',
    availability: 'availability and accessibility',
    compliance: 'regulation and compliance',
    reputation: 'reputation',
    'monitoring-feedback': 'feedback of the monitoring team',
    history: 'history of similar problems',
  },
  'pt-BR': {
    'end-user-impact': 'impacto no usuário final',
    'data-loss-or-exposure': 'perda de dados ou exposição de dados sensíveis',
    'business-result': 'resultado do negócio',
    availability: 'disponibilidade e acessibilidade',
    compliance: 'regulamentação e conformidade',
    reputation: 'reputação',
    'monitoring-feedback': 'retorno da equipe de monitoramento',
    history: 'histórico de problemas semelhantes',
  },
};
