import type { Finding, StackBehind } from '../model/finding.ts';
import type { Outage } from '../model/incident.ts';
import { NEWS_WITHIN_MINUTES } from '../model/limits.ts';
import { measuresBeside } from '../model/measures.ts';
import type { Trigger } from '../model/rollback.ts';
import type { LostWrites } from '../model/writes.ts';
import { backupDrill, throwAwayLeft } from './backup-drill.ts';
import { rollbackCommand } from './by-hand.ts';
import { choicesIn } from './choices.ts';
import { counted } from './counted.ts';
import { CRITERIA_WORDS } from './criteria.ts';
import { drillIn } from './drill.ts';
import { documentLink, executionLink, headingLink } from './links.ts';
import { LOOKED_AT } from './looked-at.ts';
import { measuresOwed } from './measures.ts';
import { entriesAfter } from './missing.ts';
import { inPortuguese, quotedOrInPortuguese } from './portuguese/translate.ts';
import { deletionAnnounced, deletionDone } from './retention.ts';
import { askedIn, confirmedIn, expiredIn } from './second-person.ts';
import { sequencesIn } from './sequences.ts';
import { type SettledWords, settled } from './settled.ts';
import { standbyFailed, standbyReady, standbyUsed } from './standby.ts';
import { timedCountsIn } from './timed-counts.ts';
import { unprovenIn } from './unproven.ts';
import { usersIn } from './users.ts';
import { at, type Dictionary, minutesSince, type Voice } from './voice.ts';
import { warmedIn, warmthIn } from './warming.ts';

const criteria = CRITERIA_WORDS['pt-BR'];

const DECISION = {
  'notify-only': 'nada foi desfeito',
  'nothing-to-undo': 'não há nada a desfazer',
  services: 'código e configuração voltam; o banco de dados fica',
  'services-and-database': 'código, configuração e banco de dados voltam',
  freeze: 'uma pessoa precisa decidir',
  reopen: 'o ambiente foi reaberto como está',
} as const;

const STATUS: Readonly<Record<string, string>> = {
  open: 'aberto',
  releasing: 'em liberação',
  'rolling-back': 'em rollback',
  frozen: 'congelado',
};

/** Who decides to reopen what was open all the time leaves it open. */
const left = ({ decision, closed }: { readonly decision: keyof typeof DECISION; readonly closed: boolean }): string =>
  decision === 'reopen' && closed === false ? 'o ambiente continua aberto como está' : DECISION[decision];

const FORWARD = 'serviços e banco de dados avançam de novo, para o que o rollback tinha deixado para trás';
const WENT_FORWARD = [
  'O ambiente está na versão que tinha sido desfeita e no banco que estava em quarentena.',
  'Os parâmetros que o rollback repôs ficaram como estão. Nenhum alarme inicia um rollback dessa versão até que uma pessoa a confirme.',
];

/** The same, once it is done. */
const WENT = {
  ...DECISION,
  services: 'código e configuração voltaram; o banco de dados ficou',
  'services-and-database': 'código, configuração e banco de dados voltaram',
} as const;

/** Of RDS, and ours (`none`). */
const SNAPSHOT_STATUS: Readonly<Record<string, string>> = {
  available: 'disponível',
  creating: 'em criação',
  failed: 'falhou',
  deleting: 'em exclusão',
  none: 'não existe',
};

const SETTLED: SettledWords = {
  warmth: (warmth) => warmthIn('pt-BR', warmth),
  changes: {
    'storage-growth': 'crescimento automático do armazenamento',
    'maintenance-window': 'janela de manutenção',
    monitoring: 'monitoramento avançado',
    insights: 'Performance Insights e Database Insights',
    'associated-role': 'role associada',
    'deletion-protection': 'proteção contra exclusão',
  },
  subject: ({ replaced, differences }) =>
    replaced
      ? 'O banco restaurado foi substituído antes de estabilizar'
      : `O banco restaurado estabilizou: ${differences.length === 0 ? 'igual ao anterior' : counted(differences.length, 'configuração a conferir', 'configurações a conferir')}`,
  replaced: (instance) => `A aplicação não usa mais ${instance}; nada mais será aplicado nela.`,
  available: (instance) => `${instance} está disponível.`,
  snapshot: ({ safetySnapshot, snapshotStatus }) =>
    safetySnapshot === null
      ? 'Não há snapshot de segurança; a própria instância anterior está guardada.'
      : `Snapshot de segurança ${safetySnapshot}: ${SNAPSHOT_STATUS[snapshotStatus] ?? snapshotStatus}.`,
  difference: ({ setting, found, had }) => `${setting}: ${found} (antes: ${had})`,
  changed:
    'Estas configurações foram alteradas entre a release e a restauração. A instância restaurada ficou com as mais novas:',
  applied: 'Estas configurações foram aplicadas depois da restauração:',
  cause: quotedOrInPortuguese,
  refused: 'O RDS recusou estas alterações:',
  same: 'Todas as configurações estão como na instância anterior.',
  differs: 'Estas configurações não estão como na instância anterior; por favor, confiram cada uma:',
};

function trigger(t: Trigger, voice: Voice): string {
  switch (t.kind) {
    case 'alarm':
      return `O alarme ${t.alarm} disparou em ${at(t.at, voice)}. O CloudWatch informou: ${quotedOrInPortuguese(t.reason)}`;
    case 'person':
      return `Pedido por ${t.requestedBy ?? 'uma pessoa da equipe'}: ${t.reason}`;
    case 'failed-release':
      return `A liberação falhou (${t.error}): ${quotedOrInPortuguese(t.reason)}`;
  }
}

/** Without the text of a metric or of an error. */
function whyForTeams(t: Trigger): string {
  switch (t.kind) {
    case 'alarm':
      return `${criteria[t.criterion]}. O monitoramento percebeu.`;
    case 'person':
      return `${criteria[t.criterion]}. ${t.reason}`;
    case 'failed-release':
      return 'a liberação falhou antes de terminar.';
  }
}

/** @param snapshot whether there is, or will be, a safety snapshot. */
function lostWrites(lost: LostWrites, snapshot = true): string[] {
  const kept = snapshot
    ? 'Elas estão guardadas no banco em quarentena e no snapshot de segurança.'
    : 'Elas estão guardadas no banco em quarentena; não há snapshot de segurança.';
  if (!lost.known) return [`Gravações perdidas: quantidade desconhecida (${inPortuguese(lost.why)}). ${kept}`];
  const looked = LOOKED_AT['pt-BR'](lost);
  if (lost.total === 0) return [`Gravações perdidas: nenhuma ${looked}.`];
  return [`Gravações perdidas: ${lost.total}, ${looked}. ${kept}`, ...perTable(lost)];
}

/** Before a decision nothing is quarantined, and nothing lost. */
function atStake(lost: LostWrites): string[] {
  if (!lost.known)
    return [`Gravações posteriores ao ponto de restauração: quantidade desconhecida (${inPortuguese(lost.why)}).`];
  return [
    `Gravações posteriores ao ponto de restauração: ${lost.total}, ${LOOKED_AT['pt-BR'](lost)}. Até agora nenhuma delas se perdeu.`,
    ...perTable(lost),
  ];
}

const perTable = (lost: Extract<LostWrites, { known: true }>): string[] => [
  ...Object.entries(lost.tables)
    .filter(([, n]) => n.inserted + n.updated + n.deleted > 0)
    .map(
      ([name, n]) =>
        `  ${name}: ${counted(n.inserted, 'inclusão', 'inclusões')}, ${counted(n.updated, 'alteração', 'alterações')}, ${counted(n.deleted, 'exclusão', 'exclusões')}`,
    ),
  ...(lost.others > 0 ? [`  outras tabelas e objetos grandes: ${lost.others}`] : []),
];

function pageOf(outage: Outage | null, voice: Voice): string {
  if (outage === null) return 'Os usuários não viram a página de manutenção.';
  if (outage.until === null) return `Os usuários veem a página de manutenção desde ${at(outage.since, voice)}.`;
  const lasted = Math.max(1, Math.round((Date.parse(outage.until) - Date.parse(outage.since)) / 60_000));
  return `Os usuários viram a página de manutenção por ${minutes(lasted)}, a partir de ${at(outage.since, voice)}.`;
}

/** What a database that stays was changed by. */
const KEPT_AFTER = {
  compatible: 'Banco de dados: ficou como está, com o que a migração compatível mudou.',
  breaking:
    'Banco de dados: ficou como está, com o que a migração incompatível mudou. A versão que está no ar não foi feita para ele; os testes passaram, mas não verificam tudo.',
} as const;

const FOUND: Record<Finding['kind'], string> = {
  unfinished: 'trabalho inacabado',
  frozen: 'um ambiente à espera de uma decisão',
  'maintenance-left-on': 'modo de manutenção deixado ligado',
  'schedules-paused': 'agendamentos pausados',
  'service-changed': 'um serviço alterado por fora',
  'pointer-moved-back': 'uma aplicação num banco em quarentena',
  'rule-changed': 'uma regra de listener alterada por fora',
  'quarantine-moving': 'gravações num banco em quarentena',
};

/** Its kind is a word of ours, its name is not. */
const scheduleIn = (title: string): string => title.replace(/^rule /, 'regra ').replace(/^schedule /, 'agendamento ');

function ruleChanged(
  { how, listener, rule, behind }: Extract<Finding, { kind: 'rule-changed' }>,
  voice: Voice,
): string[] {
  const where = `Listener "${listener}"`;
  const requests = rule.replace('every request', 'todas as requisições');
  switch (how) {
    case 'page-left':
      return [
        `${where}: a página de manutenção está no ar (prioridade ${rule}), e o registro diz que o modo de manutenção está desligado. Os usuários veem a página; apaguem a regra dela e as do bypass (tag knowngood:rule).`,
      ];
    case 'page-missing':
      return [
        `${where}: a página de manutenção (prioridade ${rule}) sumiu, e o registro diz que o modo de manutenção está ligado. Os usuários chegam à aplicação enquanto ela deveria estar fechada.`,
      ];
    case 'gone':
      return [
        `${where}: a regra de prioridade ${requests}, que levava à aplicação, não existe mais.`,
        stackBehind(behind, voice),
      ];
    case 'leads-elsewhere':
      return [
        `${where}: a regra de prioridade ${requests} não leva mais a nenhum target group da aplicação.`,
        stackBehind(behind, voice),
      ];
    case 'in-front':
      return [
        `${where}: a regra de prioridade ${requests} passaria na frente da página de manutenção: ninguém ficaria de fora, por isso a próxima liberação é recusada e um rollback atrás da página para. Passem-na para depois.`,
        stackBehind(behind, voice),
      ];
  }
}

function stackBehind(behind: StackBehind | null | undefined, voice: Voice): string {
  if (behind === null || behind === undefined)
    return 'Não se sabe qual stack o mudou: nenhuma tag dele indica uma stack que ainda exista, ou não foi possível consultá-la. Alguém pode tê-lo mudado.';
  const changed = at(behind.changedAt, voice);
  return behind.moved
    ? `Quem o mudou foi a stack ${behind.stack} do CloudFormation, que o criou: a última alteração dela começou em ${changed}. A próxima implantação dessa stack vai mudá-lo de novo, a menos que o template leia o que está no ar.`
    : `Quem o criou foi a stack ${behind.stack} do CloudFormation, que não iniciou nenhuma alteração desde então (a última começou em ${changed}): alguém o mudou por fora da stack.`;
}

function finds(finding: Finding, voice: Voice): string[] {
  switch (finding.kind) {
    case 'unfinished': {
      const what = finding.work === 'release' ? 'A liberação' : 'O rollback';
      return [
        `${what} ${finding.id} ficou pela metade: a execução terminou (${finding.ending}) e ainda ocupa o ambiente.`,
        finding.startRollback
          ? 'O rollback dela foi iniciado.'
          : finding.work === 'release'
            ? 'Retomem a execução (redrive) ou iniciem o fluxo de rollback.'
            : 'Corrijam a causa e retomem a execução (redrive).',
        `Execução: ${executionLink(finding.execution)}`,
      ];
    }
    case 'frozen':
      return [
        `O ambiente está congelado desde ${at(finding.since, voice)}: o incidente ${finding.incident} espera uma decisão. ${finding.open ? 'Os usuários continuam na aplicação, na versão de que trata o incidente.' : 'Os usuários veem a página de manutenção.'}`,
      ];
    case 'maintenance-left-on':
      return [
        `O modo de manutenção está ligado desde ${at(finding.since, voice)} e ninguém está trabalhando no ambiente.`,
      ];
    case 'schedules-paused':
      return [
        `Pausados e, por isso, sem iniciar nenhuma rotina: ${finding.schedules.map(scheduleIn).join(', ')}.`,
        finding.frozen
          ? 'A execução que reabrir o ambiente vai retomá-los.'
          : 'Não resta nada que os retome: habilitem cada um manualmente e tirem "paused" do status no registro.',
      ];
    case 'service-changed':
      return [
        `O serviço ${finding.service} está com ${inPortuguese(finding.runs)}; o que foi deixado é ${finding.expected}. Um rollback perguntaria antes de desfazer isso.`,
        stackBehind(finding.behind, voice),
      ];
    case 'pointer-moved-back':
      return [
        `O ponteiro leva a ${finding.instance}, que um rollback pôs em quarentena; o rollback o deixou em ${finding.expected}. As tarefas que iniciarem agora vão lê-lo.`,
        stackBehind(finding.behind, voice),
        `Apontem a aplicação de novo para ${finding.expected} e tirem o valor do ponteiro da stack.`,
      ];
    case 'rule-changed':
      return ruleChanged(finding, voice);
    case 'quarantine-moving':
      return [
        `O banco em quarentena ${finding.instance} recebeu ${counted(finding.writes, 'gravação', 'gravações')} desde a última verificação: algo ainda o usa.`,
      ];
  }
}

/** How to go on after a bad ending, by kind of work and by how far it had come. */
const WAY_ON = {
  release: {
    'not-begun': 'Ela não tinha começado e não tocou em nada.',
    holding: 'Nada se move por máquina. Retomem a execução (redrive) ou iniciem o fluxo de rollback.',
    closed:
      'A liberação em si está feita e vale; falta o registro da mudança ou o aviso às equipes. Retomem a execução (redrive) para escrevê-los.',
  },
  rollback: {
    'not-begun':
      'Ele não tinha começado e não tocou em nada. Verifiquem a aplicação, corrijam a causa e iniciem um rollback à mão.',
    holding:
      'Corrijam a causa e retomem a execução pelo console ("Redrive from failure"). O runbook tem uma seção para este estado.',
    closed:
      'O rollback em si está feito e vale; falta o post-mortem ou o aviso às equipes. Retomem a execução (redrive) para escrevê-los.',
  },
  settle: {
    'not-begun': '',
    holding: '',
    closed:
      'O rollback está feito e vale. Retomem a execução (redrive) para continuar acompanhando, ou comparem os bancos à mão.',
  },
  'backup-drill': {
    'not-begun': '',
    holding: '',
    closed:
      'Ele não tocou em nada do ambiente e não comprova nada. Se sobrou um banco descartável, ele é apagado em até uma hora, com aviso. Corrijam a causa e iniciem outro: knowngood drill --backup. Não retomem esta execução (redrive).',
  },
  standby: {
    'not-begun': '',
    holding: '',
    closed:
      'A liberação não é afetada. Um rollback com o banco só usa um banco de prontidão comprovado; sem ele, restaura como sempre. Não é preciso fazer nada.',
  },
} as const;

const list = (items: readonly string[]): string[] => items.map((item) => `- ${item}`);

/** A version that was not released with knowngood has no name here. */
const named = (version: string): string => (version === 'unknown' ? 'versão anterior' : `versão ${version}`);

const minutes = (n: number): string => counted(n, 'minuto', 'minutos');

/** The watchdog keeps this promise (`people/watchdog/news.ts`). */
const NEXT_WORD = `Daremos notícias quando terminar e, até lá, pelo menos a cada ${NEWS_WITHIN_MINUTES} minutos.`;

/** Every message in Brazilian Portuguese: one entry per kind. */
const STOPPED_NEXT = 'Em seguida os serviços são parados: a partir daí a aplicação não grava mais nada.';
const KEEP_RUNNING = 'Os serviços que estão no ar continuam: quem ainda alcança a aplicação pode gravar.';
const UNPROVEN = {
  release: { goesOn: 'a liberação continua', writes: STOPPED_NEXT },
  rollback: { goesOn: 'o rollback continua', writes: STOPPED_NEXT },
  services: { goesOn: 'o rollback continua', writes: KEEP_RUNNING },
  freeze: {
    goesOn: 'o ambiente foi congelado mesmo assim',
    writes: KEEP_RUNNING,
  },
};

export const PORTUGUESE: Dictionary = {
  'release-announced': (message, voice) => ({
    subject: `Começa a liberação da versão ${message.version}`,
    lines: [
      `${message.of === 'infrastructure' ? 'Uma liberação de infraestrutura começa' : 'Uma liberação começa'} agora (${at(voice.now, voice)}): versão ${message.version}.`,
      `Motivo: ${message.reason}`,
      ...(message.requestedBy === null ? [] : [`Pedida por: ${message.requestedBy}`]),
      ...(message.impact === null ? [] : [`Impacto: ${message.impact}`]),
      ...(message.plan === null ? [] : [`Plano: ${message.plan}`]),
      '',
      ...(message.fenced
        ? ['Os usuários verão uma página de manutenção por alguns minutos.']
        : message.impact === null
          ? ['Os usuários não devem perceber nada.']
          : []),
      'Daremos notícias quando a versão tiver sido observada, ou imediatamente se algo falhar.',
      ...(message.to === 'teams' || message.warnings.length === 0
        ? []
        : ['', 'Atenção:', ...list(message.warnings.map(inPortuguese))]),
    ],
  }),

  'release-refused': (message) => ({
    subject: `A liberação da versão ${message.version} foi recusada; nada mudou`,
    lines: [
      `A liberação da versão ${message.version} não começou. Nada foi alterado e o ambiente está livre.`,
      '',
      `Causa: ${quotedOrInPortuguese(message.cause)}`,
    ],
  }),

  'release-done': (message, voice) => ({
    subject: message.observed
      ? `A versão ${message.version} foi aprovada`
      : `A versão ${message.version} está no ar, mas ainda não foi aprovada`,
    lines: [
      message.observed
        ? `A versão ${message.version} passou nos testes e no período de observação. Está aprovada.`
        : `A versão ${message.version} passou nos testes e está aberta aos usuários. A observação não comprovou nada: ${message.to === 'teams' ? 'havia pouco a observar' : 'nenhum alarme teve dados, ou chegaram menos requisições do que watch.minimumRequests'}.`,
      ...(message.observed
        ? []
        : message.to === 'teams'
          ? ['A equipe de DevOps foi avisada para verificar e confirmar. Se algo parecer errado, avisem a equipe.']
          : [
              `Ela só será considerada boa quando uma pessoa confirmar. Verifiquem e iniciem o fluxo de liberação, com o seu próprio motivo: ${JSON.stringify({ confirm: message.version, reason: '…' })}`,
            ]),
      `Motivo da liberação: ${message.reason}`,
      ...(message.to === 'teams' || message.changeRecord === null
        ? []
        : [`Registro da mudança: ${documentLink(message.changeRecord, voice.region)}`]),
    ],
  }),

  'release-confirmed': (message) => ({
    subject: `A versão ${message.version} foi aprovada: uma pessoa confirmou`,
    lines: [
      `A versão ${message.version} estava no ar sem ter sido observada. ${message.requestedBy ?? 'Uma pessoa da equipe'} confirmou: está aprovada.`,
      `Motivo: ${message.reason}`,
    ],
  }),

  'trigger-not-acted-on': (message, voice) => ({
    subject: 'Um acionamento não gerou rollback',
    lines: [
      trigger(message.trigger, voice),
      '',
      `Nenhum rollback foi iniciado: ${message.why}.`,
      'Verifiquem a aplicação. Uma pessoa pode iniciar um rollback a qualquer momento.',
    ],
  }),

  drill: drillIn('pt-BR'),

  'automation-off': ({ off, rollback }, voice) => ({
    subject: `Nenhum alarme inicia rollback${off.release === null ? '' : ` da versão ${off.release.version}`} até ${at(off.until, voice)}`,
    lines: [
      `${off.by ?? 'Uma pessoa'} desligou a automação${off.release === null ? '' : ` para a liberação ${off.release.version} (${off.release.id})`}.`,
      `Até: ${at(off.until, voice)}. Depois ela volta a ficar ligada sozinha, e vocês são avisados.`,
      `Motivo: ${off.reason}`,
      '',
      'Cada alarme que teria iniciado um rollback é comunicado a vocês e não inicia nenhum. Uma liberação que falha por si mesma continua sendo desfeita.',
      `Para iniciar um rollback manualmente: ${rollbackCommand(rollback, 'monitoring-feedback', '<motivo>')}`,
      `Para ligar antes, iniciem o fluxo de decisão, com o seu próprio motivo: ${JSON.stringify({ automation: 'on', reason: '…' })}`,
    ],
  }),

  'second-person-asked': askedIn('pt-BR'),
  'second-person-confirmed': confirmedIn('pt-BR'),
  'second-person-expired': expiredIn('pt-BR'),

  'automation-on': ({ off, by, reason, rang, rollback }, voice) => ({
    subject: `Alarmes voltam a iniciar rollbacks${Object.keys(rang).length === 0 ? '' : '; houve disparos nesse período'}`,
    lines: [
      reason === null
        ? `A automação está ligada de novo: terminou o prazo até o qual ${off.by ?? 'uma pessoa'} a havia desligado.`
        : `${by ?? 'Uma pessoa'} ligou a automação de novo: ${reason}`,
      `Ela estava desligada desde ${at(off.since, voice)}${off.release === null ? '' : `, para a liberação ${off.release.version} (${off.release.id})`}: ${off.reason}`,
      '',
      ...(Object.keys(rang).length === 0
        ? ['Nesse período, não disparou nenhum alarme que teria iniciado um rollback.']
        : [
            'Estes alarmes dispararam nesse período e não iniciaram nenhum rollback:',
            ...list(Object.entries(rang).map(([alarm, time]) => `${alarm}, ${at(time, voice)}`)),
            'Verifiquem se algum deles continua em ALARM. Enquanto a liberação está em observação, a observação reage a ele. Fora disso, ele não inicia nenhum rollback: um alarme só inicia um quando passa para ALARM.',
            `Para iniciar um rollback manualmente: ${rollbackCommand(rollback, 'monitoring-feedback', '<motivo>')}`,
          ]),
    ],
  }),

  'rollback-started': (message, voice) => ({
    subject: message.forward ? 'Avanço iniciado' : `Rollback iniciado: ${DECISION[message.decision]}`,
    lines: [
      trigger(message.trigger, voice),
      `Critério: ${criteria[message.trigger.criterion]}${message.recurrence > 0 ? ` (mais ${message.recurrence} nos últimos 30 dias)` : ''}`,
      '',
      `Decisão: ${message.forward ? FORWARD : DECISION[message.decision]}.`,
      ...list(message.because.map(inPortuguese)),
      `Volta para: ${named(message.returnsTo)}`,
      ...(message.undoneCommit === null || message.forward
        ? []
        : [`Commit da versão ${message.version}, que está sendo desfeita: ${message.undoneCommit}`]),
      `Incidente: ${message.incident}`,
    ],
  }),

  'rollback-announced': (message, voice) => ({
    subject: message.forward
      ? 'Estamos voltando para a versão anterior ao rollback'
      : message.again
        ? `Uma pessoa decidiu: a versão ${message.version} será desfeita`
        : `Estamos desfazendo a versão ${message.version}`,
    lines: [
      message.forward
        ? `A aplicação está deixando a versão ${message.version} e voltando para a que tinha sido desfeita (${at(voice.now, voice)}).`
        : message.again
          ? `Uma pessoa decidiu como continuar. A versão ${message.version} está sendo desfeita (${at(voice.now, voice)}).`
          : `A versão ${message.version} está sendo desfeita (${at(voice.now, voice)}).`,
      `Por quê: ${whyForTeams(message.trigger)}`,
      '',
      message.maintenance
        ? 'Os usuários veem uma página de manutenção até o fim.'
        : 'Os usuários podem perceber lentidão por alguns minutos.',
      NEXT_WORD,
    ],
  }),

  'freeze-announced': (message, voice) => ({
    subject: message.open
      ? `A versão ${message.version} tem um problema: uma pessoa precisa decidir`
      : `A versão ${message.version} está parada: uma pessoa precisa decidir`,
    lines: [
      `A versão ${message.version} apresentou um problema (${criteria[message.criterion]}), e a equipe de DevOps precisa decidir como continuar (${at(voice.now, voice)}).`,
      ...(message.open
        ? [
            'Até lá a aplicação continua no ar, como está. Por enquanto, nada foi desfeito.',
            'Se o banco de dados tiver de voltar, o que se registrar a partir de agora pode não aparecer depois; fica guardado à parte.',
          ]
        : ['Até lá os usuários veem uma página de manutenção. Por enquanto, nada foi desfeito.']),
      '',
      NEXT_WORD,
    ],
  }),

  reopened: (message, voice) => ({
    subject: `${message.version === null ? 'A aplicação' : `A versão ${message.version}`} ${message.closed === false ? 'continua no ar' : 'está no ar de novo'}`,
    lines: [
      `Uma pessoa ${message.closed === false ? 'decidiu deixar a aplicação no ar como está' : 'reabriu a aplicação como estava'}${message.version === null ? '' : `, na versão ${message.version}`} (${at(voice.now, voice)}). Nada foi desfeito.`,
      `Por quê: ${message.reason}`,
      pageOf(message.outage, voice),
      ...(message.users === undefined ? [] : [usersIn('pt-BR', message.users)]),
      '',
      'Se o problema voltar, avisem a equipe de DevOps imediatamente: nenhum alarme desfaz esta versão sozinho agora.',
    ],
  }),

  news: (message, voice) => ({
    subject: message.status === 'frozen' ? 'Ainda à espera de uma decisão' : 'O rollback ainda está em andamento',
    lines: [
      message.status === 'frozen'
        ? `A equipe de DevOps ainda não decidiu como continuar (${at(voice.now, voice)}).`
        : `O rollback ainda não terminou (${at(voice.now, voice)}).`,
      message.maintenance
        ? 'Os usuários continuam vendo a página de manutenção.'
        : 'Enquanto isso, a aplicação está aberta.',
      NEXT_WORD,
    ],
  }),

  'maintenance-unproven': (message) => ({
    subject: `Modo de manutenção não comprovado; ${UNPROVEN[message.during].goesOn}`,
    lines: [
      'Todos os listeners têm a regra, mas de fora ainda se via:',
      ...list(message.seen.map(inPortuguese)),
      `${UNPROVEN[message.during].writes} Verifiquem o que fica na frente do balanceador (CDN, DNS).`,
    ],
  }),

  frozen: (message, voice) => ({
    subject: `É preciso decidir: ${message.incident}`,
    lines: [
      message.open
        ? `O ambiente está congelado, mas aberto: os usuários continuam na versão ${message.version}, como manda database.onFreeze. Nenhum alarme e nenhuma liberação muda nada até que uma pessoa decida.`
        : 'O ambiente está congelado: os usuários veem a página de manutenção e nada muda até que uma pessoa decida.',
      `Começou com: ${message.trigger.kind === 'person' ? message.trigger.reason : quotedOrInPortuguese(message.trigger.reason)} (${criteria[message.trigger.criterion]})`,
      '',
      'Uma pessoa precisa decidir porque:',
      ...list(message.because.map(inPortuguese)),
      '',
      ...atStake(message.lost),
      ...(message.missing.length === 0
        ? []
        : [
            '',
            `Para voltar, escrevam no lugar de cada … abaixo uma imagem que exista (${message.missing.join(', ')}), por tag ou digest.`,
          ]),
      '',
      `Iniciem o fluxo knowngood-${voice.environment}-decision pelo console com UMA destas entradas:`,
      ...choicesIn('pt-BR', message, voice),
    ],
  }),

  'alarm-during-watch': (message) => ({
    subject: 'Um alarme disparou depois do rollback',
    lines: [
      'O rollback terminou, mas estes alarmes estão disparados:',
      ...list(message.alarms),
      'Um rollback nunca é desfeito por máquina. Por favor, verifiquem agora.',
    ],
  }),

  'rollback-done': (message, voice) => ({
    subject: message.forward
      ? `Avanço concluído: de novo na ${named(message.returnsTo)}`
      : `Rollback concluído: de volta à ${named(message.returnsTo)}`,
    lines: [
      ...(message.forward ? WENT_FORWARD : [`A versão ${message.version} foi desfeita: ${WENT[message.decision]}.`]),
      trigger(message.trigger, voice),
      `Critério: ${criteria[message.trigger.criterion]}`,
      `Daquele momento até agora: ${minutes(minutesSince(message.began, voice))}. ${pageOf(message.outage, voice)}`,
      usersIn('pt-BR', message.users),
      ...(message.restored === null && message.migration !== 'none' ? [KEPT_AFTER[message.migration]] : []),
      ...(message.restored === null
        ? []
        : [
            `Banco de dados: ${message.restored} está em uso; ${message.quarantined} está em quarentena (${message.readOnly ? 'somente leitura, guardado' : 'guardado, mas NÃO está somente leitura: ele não respondeu, ou recusou. Garantam que nada mais grave nele'}).`,
            ...(message.notClosed.length === 0
              ? []
              : ['O que não foi fechado nele:', ...list(message.notClosed.map(inPortuguese))]),
          ]),
      ...sequencesIn('pt-BR', message.sequences),
      ...standbyUsed('pt-BR', message.standby),
      ...warmedIn('pt-BR', message.warmed),
      ...(message.restored === null ? [] : lostWrites(message.lost, message.safetySnapshot !== null)),
      ...timedCountsIn(message.counts ?? [], voice),
      ...(message.proof.length === 0 ? [] : ['Comprovação desse banco:', ...list(message.proof.map(inPortuguese))]),
      ...(message.leftConfiguration.length === 0
        ? []
        : ['Configurações deixadas como estão:', ...list(message.leftConfiguration.map(inPortuguese))]),
      ...(message.postMortem === null
        ? []
        : ['', `Rascunho do post-mortem: ${documentLink(message.postMortem, voice.region)}`]),
    ],
  }),

  'back-to-normal': (message, voice) => ({
    subject:
      message.firing.length === 0 ? 'A aplicação voltou' : 'A aplicação está aberta; ainda há um alarme disparado',
    lines: [
      message.forward
        ? `A aplicação está de novo na versão que tinha sido desfeita. ${pageOf(message.outage, voice)}`
        : `A versão ${message.version} foi desfeita, ${minutes(minutesSince(message.began, voice))} depois de o problema ser percebido. ${pageOf(message.outage, voice)}`,
      usersIn('pt-BR', message.users),
      message.firing.length === 0
        ? 'A aplicação voltou a funcionar: os testes passaram e nenhum alarme está disparado.'
        : 'A aplicação está aberta, mas nem tudo está normal ainda: a equipe de DevOps foi avisada.',
      {
        kept: 'O rollback em si não removeu nada do que foi registrado.',
        'kept-after-migration':
          'O rollback em si não removeu nada do que foi registrado. Aquela versão, porém, já tinha alterado o banco de dados: se algo parecer errado ou faltar, avisem a equipe de DevOps.',
        'none-lost': 'Nada do que foi registrado se perdeu, até onde foi contado.',
        'some-lost': `O que foi registrado ${message.forward ? 'desde aquele rollback' : 'enquanto aquela versão esteve no ar'} pode estar faltando. Está guardado à parte, e a equipe de DevOps pode consultar.`,
      }[entriesAfter(message)],
    ],
  }),

  'nothing-changed': (message, voice) => ({
    subject: `Sem rollback: ${left(message)}`,
    lines: [
      trigger(message.trigger, voice),
      '',
      `Decisão: ${left(message)}.`,
      ...list(message.because.map(inPortuguese)),
      ...(message.decision === 'reopen' && message.release !== null
        ? [
            `Até que uma pessoa confirme a versão ${message.release.version}, nenhum alarme inicia um rollback dela. Quando ela tiver se mostrado boa, iniciem o fluxo de liberação, com o seu próprio motivo: ${JSON.stringify({ confirm: message.release.id, reason: '…' })}`,
          ]
        : []),
      'O ambiente está aberto. Por favor, verifiquem a causa.',
    ],
  }),

  'left-undone': (message) => {
    const what = {
      'change-record': 'O registro da mudança não pôde ser escrito',
      'post-mortem': 'O post-mortem não pôde ser escrito',
      settle: 'O acompanhamento do banco restaurado não pôde ser iniciado',
      'migration-sessions': 'As sessões da migração interrompida não puderam ser encerradas',
      standby: 'O banco de prontidão não pôde ser pedido',
    }[message.what];
    const todo = {
      'change-record': 'O trabalho em si está feito e vale. Só falta o documento; por favor, escrevam-no à mão.',
      'post-mortem': 'O trabalho em si está feito e vale. Só falta o documento; por favor, escrevam-no à mão.',
      settle:
        'O trabalho em si está feito e vale. Ninguém vai comparar o banco restaurado com o anterior; por favor, façam isso à mão.',
      'migration-sessions':
        'O rollback continua. Um comando da migração ainda pode estar em execução e ser confirmado: por favor, encerrem as sessões dela (pg_terminate_backend).',
      standby:
        'A liberação continua. Um rollback com o banco restauraria o ponto de restauração, como sem banco de prontidão.',
    }[message.what];
    return {
      subject: what,
      lines: [todo, `Causa: ${quotedOrInPortuguese(message.cause)}`],
    };
  },

  'safety-snapshot-missing': (message) => ({
    subject: 'Snapshot de segurança não pôde ser feito; o rollback continua',
    lines: [
      `O RDS não faz snapshot de ${message.instance} agora. A própria instância fica guardada; um rollback nunca a apaga.`,
      `Causa: ${quotedOrInPortuguese(message.cause)}`,
    ],
  }),

  settled: (message) => settled(message, SETTLED),

  'standby-ready': (message, voice) => standbyReady('pt-BR', message, voice),

  'standby-failed': (message) => standbyFailed('pt-BR', message),

  'deletion-announced': (message) => deletionAnnounced('pt-BR', message),

  'deletion-done': (message) => deletionDone('pt-BR', message),
  'backup-drill': (message, voice) => backupDrill('pt-BR', message, voice),
  'throw-away-left': (message) => throwAwayLeft('pt-BR', message),

  watchdog: (message, voice) => ({
    subject: `O monitoramento encontrou: ${FOUND[message.findings[0]?.kind ?? 'frozen']}${message.findings.length > 1 ? ` e mais ${message.findings.length - 1}` : ''}`,
    lines: message.findings.flatMap((finding) => finds(finding, voice)),
  }),

  reminder: (message, voice) => ({
    subject: `Completem o post-mortem de ${message.incident}`,
    lines: [
      message.postMortem === null
        ? `Não foi possível escrever o rascunho do post-mortem de ${message.incident}; escrevam-no, por favor.`
        : `O rascunho do post-mortem de ${message.incident} está pronto: ${documentLink(message.postMortem, voice.region)}`,
      ...(message.postMortem === null
        ? ['Acrescentem a causa raiz e as medidas corretivas em até uma semana, e avaliem as medidas um mês depois.']
        : [
            `Acrescentem a causa raiz em até uma semana e registrem as medidas corretivas, cada uma com responsável e prazo, aqui: ${documentLink(measuresBeside(message.postMortem), voice.region)}`,
            'Vocês recebem um lembrete de cada medida três dias antes do prazo, no dia, e toda semana até ela estar feita; daqui a um mês, também o da avaliação.',
          ]),
    ],
  }),

  measures: (message, voice) => measuresOwed(message, voice),

  escalation: (message, voice) => {
    const work = {
      release: 'A liberação',
      rollback: 'O rollback',
      settle: 'O acompanhamento do banco restaurado',
      'backup-drill': 'O exercício de backup',
      standby: 'O preparo do banco de prontidão',
    }[message.work];
    const ended = {
      FAILED: 'falhou',
      TIMED_OUT: 'esgotou o tempo',
      ABORTED: message.work === 'release' ? 'foi interrompida por uma pessoa' : 'foi interrompido por uma pessoa',
    }[message.ending];
    return {
      subject: `${work} ${ended}`,
      lines: [
        `${work} ${ended}${message.state === '' ? '' : ` em "${message.state}"`}.`,
        ...(message.error === '' ? [] : [`Erro: ${message.error}`]),
        ...(message.cause === '' ? [] : [`Causa: ${quotedOrInPortuguese(message.cause)}`]),
        '',
        `O ambiente agora: ${STATUS[message.status] ?? message.status}; modo de manutenção ${message.maintenance ? 'LIGADO' : 'desligado'}; serviços parados: ${message.stopped.join(', ') || 'nenhum'}.`,
        '',
        message.rollbackStarted ? 'O rollback dela foi iniciado.' : WAY_ON[message.work][message.stage],
        ...unprovenIn('pt-BR', message, voice),
        `Execução: ${executionLink(message.execution)}`,
        ...(voice.runbook === null ? [] : [`Runbook: ${headingLink(voice.runbook, message.state)}`]),
      ],
    };
  },
};
