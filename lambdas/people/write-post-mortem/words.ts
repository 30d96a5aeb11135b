import type { Language } from '../../model/environment.ts';
import type { IncidentTimes } from '../../model/incident.ts';
import type { RollbackRecord } from '../../model/ledger.ts';

/** The words of a post-mortem: its eight parts, as the rollback plan has them, and the names of its facts. */
export interface PostMortemWords {
  readonly title: (incident: string) => string;
  readonly parts: Record<
    'data' | 'problem' | 'cause' | 'impact' | 'solution' | 'measures' | 'sharing' | 'evaluation',
    string
  >;
  readonly facts: Record<
    | 'incident'
    | 'rollback'
    | 'release'
    | 'reason'
    | 'commit'
    | 'returnedTo'
    | 'criterion'
    | 'decision'
    | 'recurrence'
    | 'serves'
    | 'quarantined'
    | 'checks',
    string
  >;
  readonly times: Record<keyof IncidentTimes, string>;
  readonly outcomes: Record<RollbackRecord['outcome'], string>;
  readonly verifiedBy: (version: string, by: string) => string;
  readonly others: (n: number) => string;
  readonly absent: string;
  readonly unknown: string;
  /** Of a time: it did not come, or nobody knows. */
  readonly noTime: string;
  readonly timeline: string;
  readonly executions: { readonly head: readonly string[]; readonly person: string; readonly alarm: string };
  readonly running: string;
  readonly incomplete: string;
  readonly evidence: string;
  readonly ask: Record<'cause' | 'business' | 'learning' | 'evaluation', string>;
  readonly outage: (minutes: number, since: string) => string;
  readonly noOutage: string;
  readonly traffic: { readonly title: string; readonly legend: Record<'served' | 'refused' | 'failed', string> };
  readonly page: string;
  readonly kept: (counted: string) => string;
  readonly keptAfter: string;
  readonly lost: (n: number, looked: string) => string;
  readonly lostUnknown: (why: string) => string;
  readonly tables: readonly string[];
  readonly otherTables: string;
  readonly counts: readonly string[];
  readonly measures: { readonly head: readonly string[]; readonly due: string; readonly rows: readonly string[] };
  readonly told: string;
}

const english: PostMortemWords = {
  title: (incident) => `Post-mortem (draft): ${incident}`,
  parts: {
    data: 'Data collected',
    problem: 'Problem and how it showed',
    cause: 'Root cause',
    impact: 'Impact',
    solution: 'What was done',
    measures: 'Corrective measures',
    sharing: 'Sharing',
    evaluation: 'Evaluation of the measures',
  },
  facts: {
    incident: 'Incident',
    rollback: 'Rollback',
    release: 'Release',
    reason: 'Reason of the release',
    commit: 'Git commit',
    returnedTo: 'Returned to',
    criterion: 'Criterion',
    decision: 'Decision',
    recurrence: 'Recurrence',
    serves: 'Database that serves',
    quarantined: 'Quarantined database',
    checks: 'Checks passed',
  },
  times: {
    began: 'Harm began',
    told: 'Teams were told',
    shielded: 'Users got the page',
    restored: 'Restored database in use',
    verified: 'Checks passed',
    open: 'Open to users again',
  },
  outcomes: {
    running: 'not ended',
    done: 'rolled back',
    freeze: 'frozen for a decision',
    'notify-only': 'nothing rolled back',
    'nothing-to-undo': 'nothing to undo',
    services: 'code and configuration go back',
    'services-and-database': 'code, configuration and database go back',
    reopen: 'reopened as it was',
  },
  verifiedBy: (version, by) => `version ${version}, verified by ${by}`,
  others: (n) => `${n} more of this criterion in 30 days`,
  absent: 'none',
  unknown: 'unknown',
  noTime: 'not on record',
  timeline: 'Timeline',
  executions: { head: ['Began', 'By', 'Why', 'How it ended'], person: 'a person', alarm: 'alarm' },
  running: 'not ended',
  incomplete: 'Part of this incident is older than the record of incidents: what came before is unknown.',
  evidence: 'What speaks for it:',
  ask: {
    cause: 'Why did it happen, and why was it not noticed before users did? For the team to write.',
    business: 'What did it mean for the business? For the team to write.',
    learning: 'Who was told of this, when, and what did we learn? For the team to write.',
    evaluation: 'Do the measures work, a month later? For the team to write.',
  },
  outage: (minutes, since) => `Users saw the maintenance page for ${minutes} min, from ${since}.`,
  noOutage: 'Users saw no maintenance page.',
  traffic: {
    title: 'Requests of users: answered, given the maintenance page, failed',
    legend: { served: 'answered', refused: 'maintenance page', failed: 'failed' },
  },
  page: 'maintenance page',
  kept: (counted) => `The database was not restored: no write was removed (counted before it was decided: ${counted}).`,
  keptAfter: 'The migration had started: what it changed in the database is still there, and was not compared.',
  lost: (n, looked) =>
    n === 0 ? `No writes were lost ${looked}.` : `Lost writes: ${n}, ${looked}; kept in the quarantined database.`,
  lostUnknown: (why) => `Lost writes: unknown (${why}).`,
  tables: ['Table', 'Inserted', 'Updated', 'Deleted'],
  otherTables: 'other tables and large objects',
  counts: ['Counted at', 'By', 'Writes newer than the restore point'],
  measures: {
    head: ['Measure', 'Owner', 'Due'],
    due: 'within a week',
    rows: ['Prevent: ', 'Notice sooner: ', 'Recover faster: '],
  },
  told: 'DevOps and the teams have had every message about it by e-mail.',
};

const portuguese: PostMortemWords = {
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
  verifiedBy: (version, by) => `versão ${version}, verificada por ${by}`,
  others: (n) => `mais ${n} deste critério em 30 dias`,
  absent: 'não há',
  unknown: 'não se sabe',
  noTime: 'sem registro',
  timeline: 'Linha do tempo',
  executions: { head: ['Início', 'Por', 'Motivo', 'Como terminou'], person: 'uma pessoa', alarm: 'alarme' },
  running: 'não terminou',
  incomplete: 'Parte deste incidente é anterior ao registro de incidentes: o que veio antes não é conhecido.',
  evidence: 'Evidências:',
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
  counts: ['Contado em', 'Por', 'Gravações posteriores ao ponto de restauração'],
  measures: {
    head: ['Medida', 'Responsável', 'Prazo'],
    due: 'em até uma semana',
    rows: ['Evitar: ', 'Perceber antes: ', 'Recuperar mais rápido: '],
  },
  told: 'A equipe de DevOps e as demais equipes receberam por e-mail todas as mensagens sobre ele.',
};

export const wordsIn = (language: Language): PostMortemWords => (language === 'pt-BR' ? portuguese : english);
