import { versionBefore } from '../../messages/version-before.ts';
import type { PostMortemWords } from './words.ts';

/** A post-mortem in Brazilian Portuguese. */
export const PORTUGUESE: PostMortemWords = {
  title: (incident) => `Post-mortem (rascunho): ${incident}`,
  parts: {
    data: 'Dados coletados',
    problem: 'O problema e como se manifestou',
    cause: 'Causa raiz',
    impact: 'Impacto',
    solution: 'O que foi feito',
    measures: 'Medidas corretivas',
    sharing: 'Compartilhamento',
    evaluation: 'Avaliação das medidas',
  },
  facts: {
    incident: 'Incidente',
    rollback: 'Rollback',
    release: 'Liberação',
    reason: 'Motivo da liberação',
    commit: 'Commit do git',
    range: 'Intervalo do git da liberação',
    returnedTo: 'Voltou para',
    criterion: 'Critério',
    decision: 'Decisão',
    recurrence: 'Recorrência',
    serves: 'Banco de dados em uso',
    quarantined: 'Banco em quarentena',
    checks: 'Testes aprovados',
  },
  times: {
    began: 'Início do problema',
    told: 'Equipes avisadas',
    shielded: 'Página de manutenção no ar',
    restored: 'Banco restaurado em uso',
    verified: 'Testes aprovados',
    open: 'Aberta de novo aos usuários',
  },
  outcomes: {
    running: 'não terminou',
    done: 'rollback concluído',
    freeze: 'congelado à espera de decisão',
    'notify-only': 'nada foi desfeito',
    'nothing-to-undo': 'não havia o que desfazer',
    services: 'código e configuração voltam',
    'services-and-database': 'código, configuração e banco de dados voltam',
    reopen: 'reaberto como estava',
  },
  verifiedBy: (version, by) =>
    by === null
      ? `${versionBefore('pt-BR', version)}, que nenhuma liberação verificou`
      : `versão ${version}, verificada por ${by}`,
  others: (n) => `mais ${n} deste critério em 30 dias`,
  absent: 'não há',
  unknown: 'não se sabe',
  noTime: 'sem registro',
  timeline: 'Linha do tempo',
  executions: { head: ['Início', 'Por', 'Motivo', 'Como terminou'], person: 'uma pessoa', alarm: 'alarme' },
  running: 'não terminou',
  incomplete: 'Parte deste incidente é anterior ao registro de incidentes: o que veio antes não é conhecido.',
  evidence: 'Evidências:',
  evidenceOf: {
    alarms: {
      title: 'Mudanças dos alarmes, desde 15 minutos antes:',
      head: ['Quando', 'Alarme', 'Mudança'],
      none: 'nenhuma.',
    },
    stopped: {
      title: 'Tarefas que pararam (o ECS as guarda por uma hora):',
      head: ['Serviço', 'Tarefas', 'De e até', 'Motivo, nas palavras do ECS'],
      none: 'nenhuma.',
    },
    logs: {
      title: 'Linhas de erro nos logs da aplicação, desde 15 minutos antes (com os segredos ocultos):',
      head: ['Grupo de logs', 'Linhas', 'De e até', 'A primeira delas'],
      none: 'nenhuma.',
      notConfigured: 'não se sabe; a configuração não diz onde a aplicação grava seus logs (chave "logs").',
      notRead: (group, why) => `${group}: não foi possível ler (${why})`,
      others: (group, lines) => `${group}: mais ${lines} ${lines === 1 ? 'linha' : 'linhas'} de outros tipos`,
      notAll: (group) => `${group}: não houve tempo de ler todas as linhas; as quantidades são mínimas`,
    },
    parameters: {
      title: 'Parâmetros alterados desde o estado bom conhecido:',
      none: 'nenhum foi reposto.',
      back: 'reposto',
      left: 'deixado como está',
    },
  },
  ask: {
    cause: 'Por que aconteceu, e por que não foi percebido antes dos usuários? A preencher pela equipe.',
    business: 'O que isso significou para o negócio? A preencher pela equipe.',
    learning: 'Quem foi informado, quando, e o que aprendemos? A preencher pela equipe.',
    evaluation: 'Um mês depois, as medidas funcionam? A preencher pela equipe.',
  },
  outage: (minutes, since) => `Os usuários viram a página de manutenção por ${minutes} min, a partir de ${since}.`,
  noOutage: 'Os usuários não viram a página de manutenção.',
  traffic: {
    title: 'Acessos dos usuários: atendidos, com a página de manutenção, com erro',
    legend: { served: 'atendidos', refused: 'página de manutenção', failed: 'com erro' },
    errors: 'Acessos com erro, entre os que chegaram à aplicação',
    seconds: 'Tempo em que 95 de cada 100 acessos foram respondidos',
    phases: { harm: 'problema' },
    unknown: 'não se sabe; o balanceador não mediu nada.',
    worst: (what, value, when, before) =>
      `${what}: no pior momento ${value}, às ${when}; ${before === null ? 'não se sabe como estava nos 15 minutos anteriores' : `nos 15 minutos anteriores, no máximo ${before}`}.`,
  },
  page: 'página de manutenção',
  kept: (counted) =>
    `O banco de dados não foi restaurado: nenhuma gravação foi removida (contadas antes da decisão: ${counted}).`,
  keptAfter: 'A migração já tinha começado: o que ela mudou no banco de dados continua lá e não foi comparado.',
  lost: (n, looked) =>
    n === 0
      ? `Nenhuma gravação perdida ${looked}.`
      : `Gravações perdidas: ${n}, ${looked}; guardadas no banco em quarentena.`,
  lostUnknown: (why) => `Gravações perdidas: quantidade desconhecida (${why}).`,
  tables: ['Tabela', 'Inclusões', 'Alterações', 'Exclusões'],
  otherTables: 'outras tabelas e objetos grandes',
  counts: ['Contado em', 'Momento', 'Por', 'Gravações posteriores ao ponto de restauração', 'Duração'],
  measures: {
    where: (file) =>
      `A decidir pela equipe: o que evita, o que faz perceber antes, o que faz recuperar mais rápido? Registradas em ${file}, ao lado deste documento, com responsável e prazo, as medidas geram lembretes à equipe de DevOps três dias antes, no dia, e toda semana até estarem feitas.`,
    head: ['Medida', 'Responsável', 'Prazo', 'Feita em', 'Funciona? (um mês depois)'],
    due: 'em até uma semana',
    rows: ['Evitar: ', 'Perceber antes: ', 'Recuperar mais rápido: '],
  },
  told: 'A equipe de DevOps e as demais equipes receberam por e-mail todas as mensagens sobre ele.',
};
