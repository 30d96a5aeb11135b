import type { Language } from '../model/environment.ts';
import { counted } from './counted.ts';
import { versionBefore } from './version-before.ts';

/** Sentences that explain a decision, in the environment's language. */
export interface Reasons {
  readonly aPersonReopens: string;
  readonly aPersonLeavesOpen: string;
  reopenUnverified(services: string): string;
  reopenMixed(services: string): string;
  readonly noRelease: string;
  /** @param runs version it went back to, or `unknown` @param older versions to return to, or empty */
  undoneAlready(release: string, runs: string, older: string): string;
  outsideWindow(release: string, minutes: number, window: number): string;
  changedNothing(release: string): string;
  newestChange(release: string): string;
  undoneTogether(releases: number, returnsTo: string): string;
  /** @param by who reopened it; null: nobody gave a name @param confirm the input that confirms it */
  heldOpen(release: string, by: string | null, incident: string, confirm: string): string;
  readonly noKnownGood: string;
  readonly noRestorePoint: string;
  runsForeign(service: string, taskDefinition: string): string;
  imageMissing(service: string, container: string, image: string, why: string): string;
  definitionMissing(service: string, taskDefinition: string): string;
  imageForNothing(chosen: string, expected: string): string;
  readonly askedRestore: string;
  readonly askedKeep: string;
  askedForward(rollback: string, kept: string, release: string): string;
  readonly policyRestore: string;
  readonly breakingStarted: string;
  readonly compatible: string;
  readonly notMigrated: string;
  readonly policyAsk: string;
  readonly policyKeepButBreaking: string;
  readonly policyKeep: string;
  release(version: string, id: string): string;
  readonly acceptedUnknown: string;
  acceptedAny(total: number): string;
  unknownLoss(why: string): string;
  withinLimit(total: number, most: number): string;
  aboveLimit(total: number, most: number): string;
}

// People read this before a restore and again after it: it must be true both times.
const newer = (total: number): string =>
  counted(total, 'write is newer than the restore point', 'writes are newer than the restore point');
const posteriores = (total: number): string =>
  counted(total, 'gravação é posterior ao ponto de restauração', 'gravações são posteriores ao ponto de restauração');

const english: Reasons = {
  aPersonReopens: 'a person decided to reopen as it is',
  aPersonLeavesOpen: 'a person decided that it stays open as it is',
  reopenUnverified: (services) =>
    `it cannot be reopened as it is: ${services} still run the old version, which was never verified with the database as it is now; restore the database, or keep it and go back`,
  reopenMixed: (services) => `services run different versions: ${services} without the new one`,
  noRelease: 'no release is recorded that could be undone',
  undoneAlready: (release, runs, older) =>
    `${release} was the newest change and has been undone already: ${versionBefore('en', runs)} runs now. To leave that too, release another version, or start a rollback with "to": an older release${older === '' ? ', of which none is recorded' : ` (${older})`}`,
  outsideWindow: (release, minutes, window) =>
    `${release} finished ${minutes} min ago, outside the rollback window of ${window} min: it is not taken for the cause`,
  changedNothing: (release) => `${release} had changed nothing yet`,
  newestChange: (release) => `${release} is the newest change`,
  undoneTogether: (releases, returnsTo) =>
    `${releases} releases are undone together, back to ${versionBefore('en', returnsTo)}`,
  heldOpen: (release, by, incident, confirm) =>
    `${by ?? 'a person'} reopened ${release} in ${incident}: until a person confirms it (release workflow, ${confirm}), no alarm starts a rollback of it. A person still can`,
  noKnownGood: 'no known good was recorded for it',
  noRestorePoint: 'no restore point was recorded for it',
  runsForeign: (service, taskDefinition) =>
    `service ${service} runs ${taskDefinition}, which neither the release nor its known good left: somebody deployed since, and that is not undone without a person’s word`,
  imageMissing: (service, container, image, why) =>
    `container ${container} of service ${service} cannot go back to ${image}: ${why}; push it again (or take it out of the archive), or name another image for it`,
  definitionMissing: (service, taskDefinition) =>
    `service ${service} cannot go back to ${taskDefinition}: ECS has deleted this task definition`,
  imageForNothing: (chosen, expected) =>
    `an image is named for ${chosen}, which does not go back; expected one of: ${expected || 'none'}`,
  askedRestore: 'a person asked for the restore',
  askedKeep: 'a person asked to keep the database',
  askedForward: (rollback, kept, release) =>
    `a person asked to go forward again: to ${kept}, which rollback ${rollback} has quarantined, and to ${release}`,
  policyRestore: 'the policy is to restore the database at every rollback',
  breakingStarted: 'its breaking migration had started: the old version does not fit the new database',
  compatible: 'its migration is compatible: the old version fits, and a restore would throw users’ writes away',
  notMigrated: 'it did not migrate the database',
  policyAsk: 'the policy is to ask before the database is touched',
  policyKeepButBreaking: 'the policy is to keep the database, but its breaking migration had started',
  policyKeep: 'the policy is to keep the database',
  release: (version, id) => `release ${version} (${id})`,
  acceptedUnknown: 'unknown lost writes were accepted by a person',
  acceptedAny: (total) => `${newer(total)}; a person accepted losing any number of them`,
  unknownLoss: (why) => `how many writes are newer than the restore point is unknown (${why})`,
  withinLimit: (total, most) => `${newer(total)}; as many as ${most} may be lost`,
  aboveLimit: (total, most) => `${newer(total)}; no more than ${most} may be lost`,
};

export const portuguese: Reasons = {
  aPersonReopens: 'uma pessoa decidiu reabrir como está',
  aPersonLeavesOpen: 'uma pessoa decidiu deixar no ar como está',
  reopenUnverified: (services) =>
    `não dá para reabrir como está: ${services} ainda roda a versão anterior, que nunca foi verificada com o banco como está agora; restaure o banco, ou mantenha-o e volte o código`,
  reopenMixed: (services) => `os serviços ficam em versões diferentes: ${services} sem a versão nova`,
  noRelease: 'não há registro de liberação que possa ser desfeita',
  undoneAlready: (release, runs, older) =>
    `${release} era a mudança mais recente e já foi desfeita: está no ar ${versionBefore('pt-BR', runs)}. Para sair dela também, libere outra versão, ou inicie um rollback com "to": uma liberação mais antiga${older === '' ? ', mas não há nenhuma registrada' : ` (${older})`}`,
  outsideWindow: (release, minutes, window) =>
    `${release} terminou há ${minutes} min, fora da janela de rollback de ${window} min: não é considerada a causa`,
  changedNothing: (release) => `${release} ainda não tinha mudado nada`,
  newestChange: (release) => `${release} é a mudança mais recente`,
  undoneTogether: (releases, returnsTo) =>
    `${releases} liberações são desfeitas juntas; volta ${versionBefore('pt-BR', returnsTo)}`,
  heldOpen: (release, by, incident, confirm) =>
    `${by ?? 'uma pessoa'} reabriu ${release} no ${incident}: até que uma pessoa a confirme (fluxo de liberação, ${confirm}), nenhum alarme inicia um rollback dela. Uma pessoa ainda pode iniciar`,
  noKnownGood: 'não há estado bom conhecido registrado para ela',
  noRestorePoint: 'não há ponto de restauração registrado para ela',
  runsForeign: (service, taskDefinition) =>
    `o serviço ${service} está com ${taskDefinition}, que não veio da liberação nem do estado bom conhecido: alguém implantou depois, e isso não é desfeito sem a decisão de uma pessoa`,
  imageMissing: (service, container, image, why) =>
    `o contêiner ${container} do serviço ${service} não pode voltar para ${image}: ${why}; envie a imagem de novo (ou retire-a do arquivo), ou indique outra para ele`,
  definitionMissing: (service, taskDefinition) =>
    `o serviço ${service} não pode voltar para ${taskDefinition}: o ECS excluiu essa task definition`,
  imageForNothing: (chosen, expected) =>
    `há uma imagem indicada para ${chosen}, que não volta; o esperado é um destes: ${expected || 'nenhum'}`,
  askedRestore: 'uma pessoa pediu a restauração',
  askedKeep: 'uma pessoa pediu para manter o banco de dados',
  askedForward: (rollback, kept, release) =>
    `uma pessoa pediu para avançar de novo: para ${kept}, que o rollback ${rollback} pôs em quarentena, e para a ${release}`,
  policyRestore: 'a política é restaurar o banco de dados em todo rollback',
  breakingStarted:
    'a migração incompatível já tinha começado: a versão anterior não funciona com o novo banco de dados',
  compatible:
    'a migração é compatível: a versão anterior funciona, e restaurar jogaria fora o que os usuários gravaram',
  notMigrated: 'ela não migrou o banco de dados',
  policyAsk: 'a política é perguntar antes de mexer no banco de dados',
  policyKeepButBreaking: 'a política é manter o banco de dados, mas a migração incompatível já tinha começado',
  policyKeep: 'a política é manter o banco de dados',
  release: (version, id) => `a liberação ${version} (${id})`,
  acceptedUnknown: 'uma pessoa aceitou perder uma quantidade desconhecida de gravações',
  acceptedAny: (total) => `${posteriores(total)}; uma pessoa aceitou perder qualquer quantidade`,
  unknownLoss: (why) => `não se sabe quantas gravações são posteriores ao ponto de restauração (${why})`,
  withinLimit: (total, most) => `${posteriores(total)}; podem ser perdidas até ${most}`,
  aboveLimit: (total, most) => `${posteriores(total)}; não podem ser perdidas mais de ${most}`,
};

export const reasonsIn = (language: Language): Reasons => (language === 'pt-BR' ? portuguese : english);
