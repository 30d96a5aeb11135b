import type { Language } from '../../lambdas/model/environment.ts';

const ENGLISH = {
  about: (name: string) =>
    `# ${name}\nMade by the stack of the control plane: an edit here is lost at the next deployment.`,
  executions: 'Executions',
  runbook: 'Runbook',
  ofControlPlane: 'The control plane itself',
  errors: 'Errors and the page, with releases and rollbacks',
  served: 'errors of the application',
  balancer: 'errors of the load balancer',
  page: 'maintenance page',
  rate: 'error rate (%)',
  starts: (kind: string) => `${kind} begins`,
  answers: 'Answer times (99th percentile)',
  healthy: 'Unhealthy targets',
  ended: 'How executions ended',
  how: { Succeeded: 'succeeded', Failed: 'failed', Aborted: 'stopped', TimedOut: 'out of time' },
  durations: 'How long executions took (longest)',
  services: 'Services: CPU (%, highest)',
  memory: 'Services: memory (%, highest)',
  connections: 'Database: connections',
  storage: 'Database: free storage',
  databaseCpu: 'Database: CPU (%)',
  drills: 'Backup drill: recovery time (minutes)',
  recovery: 'from the request to the proof',
  drillsPoint: 'Backup drill: recovery point (minutes)',
  recoveryPoint: 'age of the data that would be lost',
  functions: 'Functions: errors',
  ledger: 'Ledger: throttled requests',
};

export type Titles = typeof ENGLISH;

const PORTUGUESE: Titles = {
  about: (name) => `# ${name}\nFeito pela stack do control plane: uma edição aqui se perde na próxima implantação.`,
  executions: 'Execuções',
  runbook: 'Runbook',
  ofControlPlane: 'O próprio control plane',
  errors: 'Erros e a página, com liberações e rollbacks',
  served: 'erros da aplicação',
  balancer: 'erros do balanceador',
  page: 'página de manutenção',
  rate: 'taxa de erros (%)',
  starts: (kind) => `${kind} começa`,
  answers: 'Tempo de resposta (percentil 99)',
  healthy: 'Destinos sem saúde',
  ended: 'Como as execuções terminaram',
  how: { Succeeded: 'bem-sucedidas', Failed: 'com falha', Aborted: 'interrompidas', TimedOut: 'sem tempo' },
  durations: 'Quanto as execuções demoraram (a mais longa)',
  services: 'Serviços: CPU (%, a maior)',
  memory: 'Serviços: memória (%, a maior)',
  connections: 'Banco: conexões',
  storage: 'Banco: espaço livre',
  databaseCpu: 'Banco: CPU (%)',
  drills: 'Exercício de backup: tempo de recuperação (minutos)',
  recovery: 'do pedido à comprovação',
  drillsPoint: 'Exercício de backup: ponto de recuperação (minutos)',
  recoveryPoint: 'idade dos dados que seriam perdidos',
  functions: 'Funções: erros',
  ledger: 'Registro: requisições limitadas',
};

export const TITLES: Readonly<Record<Language, Titles>> = { en: ENGLISH, 'pt-BR': PORTUGUESE };
