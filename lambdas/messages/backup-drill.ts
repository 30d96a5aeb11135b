import type { EndedDrill } from '../model/backup-drill.ts';
import type { Language } from '../model/environment.ts';
import type { Message } from '../model/message.ts';
import { counted } from './counted.ts';
import { causeIn, textIn } from './portuguese/in-language.ts';
import { at, type Words as Told, type Voice } from './voice.ts';

type Left = Extract<Message, { readonly kind: 'throw-away-left' }>;

interface Words {
  readonly minutes: (n: number) => string;
  readonly age: (minutes: number) => string;
  readonly subject: Readonly<Record<EndedDrill['result']['kind'], (minutes: number) => string>>;
  readonly proven: string;
  readonly point: (point: string, at: string) => string;
  readonly ready: (time: string) => string;
  readonly provenAfter: (time: string) => string;
  readonly without: string;
  readonly lost: (age: string) => string;
  readonly failed: string;
  readonly gaveWay: string;
  readonly cause: (cause: string) => string;
  readonly toDo: string;
  readonly refused: string;
  readonly refusedToDo: string;
  readonly deleted: string;
  readonly left: (instance: string, cause: string) => string;
  readonly leftSubject: (deleted: number, refused: number) => string;
  readonly leftDeleted: string;
  readonly leftRefused: string;
}

const WORDS: Record<Language, Words> = {
  en: {
    minutes: (n) => `${n} min`,
    age: (n) => (n < 120 ? `${n} min` : `${Math.round(n / 60)} h`),
    subject: {
      proven: (n) => `Backup drill: the restore point is proven, in ${n} min`,
      failed: () => 'Backup drill FAILED: the restore point is not proven',
      'gave-way': () => 'The backup drill gave way to a rollback',
      refused: () => 'No backup drill began',
    },
    proven: 'The newest restore point was restored to a throw-away database and proven as a rollback would prove it.',
    point: (point, when) => `Restore point: ${point}, with the data of ${when}.`,
    ready: (time) => `Asked for until it accepted connections: ${time}.`,
    provenAfter: (time) => `Asked for until it was proven: ${time}. That is the recovery time of the database.`,
    without: 'A rollback also raises the page, stops and starts the services, and runs the checks.',
    lost: (age) => `Had the live database been lost when the drill began, its last ${age} of writes would be lost.`,
    failed:
      'Nothing of the environment was touched, and users noticed nothing. A rollback with the database could meet the same.',
    gaveWay: 'It has proven nothing, and found nothing wrong.',
    cause: (cause) => `Cause: ${cause}`,
    toDo: 'Mend the cause, then start another one: knowngood drill --backup',
    refused: 'It did not begin, and made nothing:',
    refusedToDo: 'It comes again by its schedule. To start one by hand: knowngood drill --backup',
    deleted: 'The throw-away database was deleted.',
    left: (instance, cause) =>
      `The throw-away database ${instance} is still there, and is billed: ${cause}. It is tried again every hour; otherwise delete it by hand in RDS, without a final snapshot.`,
    leftSubject: (deleted, refused) =>
      refused === 0
        ? `${counted(deleted, 'throw-away database was', 'throw-away databases were')} left by a backup drill, and ${deleted === 1 ? 'is' : 'are'} deleted now`
        : `${counted(refused, 'throw-away database', 'throw-away databases')} of a backup drill cannot be deleted`,
    leftDeleted: 'A backup drill was stopped before it could delete these. RDS was asked to delete them now:',
    leftRefused: 'AWS refused to delete these, which are billed. It is tried again in an hour:',
  },
  'pt-BR': {
    minutes: (n) => `${n} min`,
    age: (n) => (n < 120 ? `${n} min` : `${Math.round(n / 60)} h`),
    subject: {
      proven: (n) => `Exercício de backup: ponto de restauração comprovado em ${n} min`,
      failed: () => 'Exercício de backup FALHOU: o ponto de restauração não foi comprovado',
      'gave-way': () => 'O exercício de backup cedeu lugar a um rollback',
      refused: () => 'O exercício de backup não começou',
    },
    proven:
      'O ponto de restauração mais recente foi restaurado em um banco descartável e comprovado como um rollback o comprovaria.',
    point: (point, when) => `Ponto de restauração: ${point}, com os dados de ${when}.`,
    ready: (time) => `Do pedido até aceitar conexões: ${time}.`,
    provenAfter: (time) => `Do pedido até ser comprovado: ${time}. Este é o tempo de recuperação do banco.`,
    without: 'Um rollback também liga a página, para e inicia os serviços e executa os testes.',
    lost: (age) =>
      `Se o banco em uso tivesse sido perdido quando o exercício começou, as gravações dos últimos ${age} estariam perdidas.`,
    failed:
      'Nada do ambiente foi alterado e os usuários não perceberam nada. Um rollback com o banco poderia encontrar o mesmo problema.',
    gaveWay: 'Ele não comprovou nada e não encontrou problema.',
    cause: (cause) => `Causa: ${cause}`,
    toDo: 'Corrijam a causa e iniciem outro: knowngood drill --backup',
    refused: 'Ele não começou e não criou nada:',
    refusedToDo: 'Ele volta conforme o agendamento. Para iniciar um à mão: knowngood drill --backup',
    deleted: 'O banco descartável foi apagado.',
    left: (instance, cause) =>
      `O banco descartável ${instance} ainda existe e está sendo cobrado: ${cause}. Há uma nova tentativa a cada hora; se preciso, apaguem-no à mão no RDS, sem snapshot final.`,
    leftSubject: (deleted, refused) =>
      refused === 0
        ? `${counted(deleted, 'banco descartável sobrou', 'bancos descartáveis sobraram')} de um exercício de backup: apagando agora`
        : `${counted(refused, 'banco descartável de um exercício de backup não pode ser apagado', 'bancos descartáveis de um exercício de backup não podem ser apagados')}`,
    leftDeleted:
      'Um exercício de backup foi interrompido antes de apagar estes bancos. O RDS recebeu agora o pedido para apagá-los:',
    leftRefused: 'A AWS recusou apagar estes bancos, que estão sendo cobrados. Há uma nova tentativa em uma hora:',
  },
};

/** How a backup drill went, with what it measured. */
export function backupDrill(
  language: Language,
  { ended }: Extract<Message, { readonly kind: 'backup-drill' }>,
  voice: Voice,
): Told {
  const words = WORDS[language];
  const { result } = ended;
  const subject = words.subject[result.kind](result.kind === 'proven' ? result.provenMinutes : 0);
  const point = ended.point === null || ended.at === null ? [] : [words.point(ended.point, at(ended.at, voice))];
  if (result.kind === 'refused') {
    const why = result.why.map((one) => `- ${textIn(language)(one)}`);
    return { subject, lines: [words.refused, ...why, '', words.refusedToDo] };
  }
  const left =
    ended.left === null ? words.deleted : words.left(ended.left.instance, causeIn(language)(ended.left.cause));
  if (result.kind === 'gave-way')
    return {
      subject,
      lines: [words.gaveWay, ...point, words.cause(causeIn(language)(result.cause)), '', left, words.refusedToDo],
    };
  if (result.kind === 'failed')
    return {
      subject,
      lines: [words.failed, ...point, words.cause(causeIn(language)(result.cause)), '', left, words.toDo],
    };
  return {
    subject,
    lines: [
      words.proven,
      ...point,
      '',
      words.ready(words.minutes(result.readyMinutes)),
      words.provenAfter(words.minutes(result.provenMinutes)),
      words.without,
      ...(ended.recoveryPointMinutes === null ? [] : [words.lost(words.age(ended.recoveryPointMinutes))]),
      '',
      ...result.proof.map((one) => `- ${textIn(language)(one)}`),
      '',
      left,
    ],
  };
}

/** What earlier drills had left behind. */
export function throwAwayLeft(language: Language, { deleted, refused }: Left): Told {
  const words = WORDS[language];
  return {
    subject: words.leftSubject(deleted.length, refused.length),
    lines: [
      ...(deleted.length === 0 ? [] : [words.leftDeleted, ...deleted.map((instance) => `- ${instance}`)]),
      ...(refused.length === 0
        ? []
        : [words.leftRefused, ...refused.map(({ instance, cause }) => `- ${instance}: ${causeIn(language)(cause)}`)]),
    ],
  };
}
