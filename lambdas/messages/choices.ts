import type { Language } from '../model/environment.ts';
import type { Message } from '../model/message.ts';
import { byTwoIn } from './by-two.ts';
import { counted } from './counted.ts';
import { decisions } from './decisions.ts';
import { growsIn, pageOf, pageWhileKept } from './meanwhile.ts';
import { type Choice, possible, type Recommending, recommended, type Unknown } from './recommended.ts';
import { versionBefore } from './version-before.ts';
import { at, type Voice } from './voice.ts';

type Frozen = Extract<Message, { readonly kind: 'frozen' }>;

interface ChoiceWords {
  readonly title: (choice: Choice, message: Frozen) => string;
  /** What it does, what is lost, what users get. */
  readonly effects: (choice: Choice, message: Frozen, voice: Voice) => string[];
  readonly takes: (minutes: number | null) => string;
  readonly mark: string;
  readonly why: Record<Recommending, string>;
  readonly none: Record<Unknown, string>;
  readonly left: (choice: Choice, message: Frozen) => string;
}

const WORDS: Record<Language, ChoiceWords> = {
  en: {
    title: (choice, { open, version, ways, missing }) =>
      ({
        restore: ways.forward
          ? `FORWARD: again to ${versionBefore('en', ways.returnsTo)}, on the database that was quarantined`
          : `RESTORE: back to ${missing.length > 0 ? 'the images that you name' : versionBefore('en', ways.returnsTo)}, with the database of the restore point`,
        keep: `KEEP: back to ${missing.length > 0 ? 'the images that you name' : versionBefore('en', ways.returnsTo)}, on the database as it is now`,
        reopen: open
          ? `REOPEN: version ${version} stays open, as it is`
          : `REOPEN: version ${version} serves again, as it is`,
      })[choice],
    effects: (choice, message, voice) => {
      const { open, version, ways, lost, missing } = message;
      const named = missing.length > 0;
      switch (choice) {
        case 'restore':
          if (ways.forward)
            return [
              `${lost.known ? counted(lost.total, 'write to the restored database leaves', 'writes to the restored database leave') : 'An unknown number of writes to the restored database leaves'} the database that serves. It is kept, quarantined, so that they can be looked up.`,
              ...growsIn('en', message),
              `${pageOf('en', message)} Alarms then start no rollback until a person confirms the release.`,
            ];
          return [
            `The database goes back to ${at(ways.restorePointAt ?? voice.now, voice)}. ${lost.known ? counted(lost.total, 'write since then leaves', 'writes since then leave') : 'An unknown number of writes since then leaves'} the database that serves. The replaced database is kept, so that they can be looked up.`,
            ...growsIn('en', message),
            pageOf('en', message),
          ];
        case 'keep':
          return [
            ways.migration === 'breaking'
              ? `It gives up no writes. But the breaking migration of version ${version} had started: ${named ? 'no older image was ever tried on the database as it is now; it' : `${versionBefore('en', ways.returnsTo)} was never tried on the database as it is now, and`} may fail or write wrong data.`
              : 'It gives up no writes.',
            pageWhileKept('en', message),
          ];
        case 'reopen':
          return [
            open
              ? 'It gives up no writes. Whatever began this incident goes on, unless its cause is gone. No checks are run.'
              : `It gives up no writes. Whatever began this incident comes back with version ${version}, unless its cause is gone. No checks are run first.`,
            `${open ? `Users stay on version ${version}.` : `Users get version ${version} at once.`} Alarms start no rollback of it until a person confirms it.`,
          ];
      }
    },
    takes: (minutes) =>
      minutes === null
        ? 'How long it takes here is unknown: none is on record.'
        : `The longest one on record here took ${minutes} min.`,
    mark: 'The facts recommend this',
    why: {
      'does-not-fit': 'the breaking migration had started, and the old version does not fit the new database',
      'loses-nothing': 'the old version fits the database, and no write is lost',
      'only-one': 'it is the only way that would not freeze again',
    },
    none: {
      images:
        'The facts recommend none of them: an image of the known good is gone, and only you know which other one fits the database. The environment freezes again on an image that is not there.',
      'nothing-fits': 'The facts recommend none of them.',
      'nothing-left':
        'As things stand, none of the three would hold. A decision may name an older release: {"to": …} beside the incident, its reason and criterion.',
    },
    left: (choice, { ways, restorable, deleted }) =>
      ways.forward && choice === 'keep'
        ? 'Not offered: keep. Nothing is undone here; to stay on the database that serves, reopen.'
        : choice !== 'reopen' && deleted.length > 0
          ? `Not offered: ${choice}. ECS has deleted the task definition to go back to (${deleted.join(', ')}).`
          : choice === 'restore' && ways.returnsTo !== null
            ? restorable
              ? 'Not offered: restore. No restore point is on record.'
              : 'Not offered: restore. The restore point is not fit, for the reasons above.'
            : choice === 'reopen'
              ? 'Not offered: reopen. Services that still run the old version were never tried on the database as it is now.'
              : `Not offered: ${choice}. No known good is on record.`,
  },
  'pt-BR': {
    title: (choice, { open, version, ways, missing }) =>
      ({
        restore: ways.forward
          ? `FORWARD (avançar): de novo para ${versionBefore('pt-BR', ways.returnsTo)}, no banco que estava em quarentena`
          : `RESTORE (restaurar): voltar para ${missing.length > 0 ? 'as imagens que vocês indicarem' : versionBefore('pt-BR', ways.returnsTo)}, com o banco de dados do ponto de restauração`,
        keep: `KEEP (manter): voltar para ${missing.length > 0 ? 'as imagens que vocês indicarem' : versionBefore('pt-BR', ways.returnsTo)}, com o banco de dados como está agora`,
        reopen: open
          ? `REOPEN (deixar aberto): a versão ${version} fica no ar como está`
          : `REOPEN (reabrir): a versão ${version} volta ao ar como está`,
      })[choice],
    effects: (choice, message, voice) => {
      const { open, version, ways, lost, missing } = message;
      const named = missing.length > 0;
      switch (choice) {
        case 'restore':
          if (ways.forward)
            return [
              `${lost.known ? counted(lost.total, 'gravação feita no banco restaurado sai', 'gravações feitas no banco restaurado saem') : 'Um número desconhecido de gravações feitas no banco restaurado sai'} do banco em uso. Ele fica guardado, em quarentena, para consulta.`,
              ...growsIn('pt-BR', message),
              `${pageOf('pt-BR', message)} Depois, nenhum alarme inicia um rollback até que uma pessoa confirme a liberação.`,
            ];
          return [
            `O banco de dados volta a ${at(ways.restorePointAt ?? voice.now, voice)}. ${lost.known ? counted(lost.total, 'gravação feita desde então sai', 'gravações feitas desde então saem') : 'Um número desconhecido de gravações feitas desde então sai'} do banco em uso. O banco substituído fica guardado, para consulta.`,
            ...growsIn('pt-BR', message),
            pageOf('pt-BR', message),
          ];
        case 'keep':
          return [
            ways.migration === 'breaking'
              ? `Não se abre mão de nenhuma gravação. Mas a migração incompatível da versão ${version} já tinha começado: ${named ? 'nenhuma imagem anterior foi testada com o banco como está agora; qualquer uma' : `${versionBefore('pt-BR', ways.returnsTo)} nunca foi testada com o banco como está agora e`} pode falhar ou gravar dados errados.`
              : 'Não se abre mão de nenhuma gravação.',
            pageWhileKept('pt-BR', message),
          ];
        case 'reopen':
          return [
            open
              ? 'Não se abre mão de nenhuma gravação. O que deu início a este incidente continua, a menos que a causa tenha sido eliminada. Nenhum teste é feito.'
              : `Não se abre mão de nenhuma gravação. O que deu início a este incidente volta junto com a versão ${version}, a menos que a causa tenha sido eliminada. Nenhum teste é feito antes.`,
            `${open ? `Os usuários continuam na versão ${version}.` : `Os usuários voltam a ver a versão ${version} imediatamente.`} Nenhum alarme inicia um rollback dela até que uma pessoa a confirme.`,
          ];
      }
    },
    takes: (minutes) =>
      minutes === null
        ? 'Não se sabe quanto demora aqui: não há nenhum registrado.'
        : `Até hoje, o mais demorado aqui levou ${minutes} min.`,
    mark: 'É o que os fatos recomendam',
    why: {
      'does-not-fit': 'a migração incompatível já tinha começado, e a versão anterior não funciona com o novo banco',
      'loses-nothing': 'a versão anterior funciona com o banco, e nenhuma gravação se perde',
      'only-one': 'é o único caminho que não congelaria de novo',
    },
    none: {
      images:
        'Os fatos não recomendam nenhuma delas: uma imagem do estado bom conhecido já não existe, e só vocês sabem qual outra serve para o banco. O ambiente congela de novo se a imagem indicada não existir.',
      'nothing-fits': 'Os fatos não recomendam nenhuma delas.',
      'nothing-left':
        'Como está, nenhuma das três daria certo. A decisão pode indicar uma liberação mais antiga: {"to": …}, junto com o incidente, o motivo e o critério.',
    },
    left: (choice, { ways, restorable, deleted }) =>
      ways.forward && choice === 'keep'
        ? 'Fora das opções: keep. Nada é desfeito aqui; para ficar no banco em uso, reabram (reopen).'
        : choice !== 'reopen' && deleted.length > 0
          ? `Fora das opções: ${choice}. O ECS excluiu a task definition para a qual se voltaria (${deleted.join(', ')}).`
          : choice === 'restore' && ways.returnsTo !== null
            ? restorable
              ? 'Fora das opções: restore. Não há ponto de restauração registrado.'
              : 'Fora das opções: restore. O ponto de restauração não serve, pelos motivos acima.'
            : choice === 'reopen'
              ? 'Fora das opções: reopen. Há serviços na versão anterior, que nunca foi testada com o banco como está agora.'
              : `Fora das opções: ${choice}. Não há estado bom conhecido registrado.`,
  },
};

/** Each choice on a frozen environment: what it does, what is lost, what users get, how long it takes, and its exact input. */
export function choicesIn(language: Language, message: Frozen, voice: Voice): string[] {
  const words = WORDS[language];
  const { ways } = message;
  const choices = possible(message);
  const best = recommended(message);
  return [
    ...decisions(language, { ...message, forward: ways.forward }).flatMap(({ decision, json }) => {
      if (!choices.includes(decision)) return [];
      return [
        '',
        words.title(decision, message),
        ...(best.choice === decision ? [`  ${words.mark}: ${words.why[best.why]}.`] : []),
        ...words.effects(decision, message, voice).map((line) => `  ${line}`),
        ...(decision === 'reopen' ? [] : [`  ${words.takes(ways.longestMinutes[decision])}`]),
        ...byTwoIn(language, message.secondPerson, JSON.parse(json) as object),
        `  ${json}`,
      ];
    }),
    ...(best.choice === null ? ['', words.none[best.why]] : []),
    ...(['restore', 'keep', 'reopen'] as const)
      .filter((choice) => !choices.includes(choice))
      .flatMap((choice) => ['', words.left(choice, message)]),
  ];
}
