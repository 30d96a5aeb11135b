import type { Language } from '../../lambdas/model/environment.ts';

const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ') || '-';
const at = (endpoint: string | undefined, aws: string): string => endpoint ?? aws;

const ENGLISH = {
  problem: 'Error',
  noEnvironments: 'No control plane of knowngood was found in this account and Region.',
  whereLooked: [
    'Looked for workflows named knowngood-<environment>-release, in the Region and account of your credentials.',
    'Set AWS_PROFILE and AWS_REGION to those of the environment, or deploy it: npx cdk deploy KnownGood-<environment>.',
  ],
  unknownEnvironment: (asked: string, known: readonly string[]) =>
    `--environment is "${asked}", which is not in this account and Region; expected one of ${list(known)}.`,
  whichEnvironment: (known: readonly string[]) =>
    `There are several environments and none was named; expected --environment with one of ${list(known)}.`,
  noCredentials: (message: string) => `There are no AWS credentials: ${message}`,
  refusedCredentials: (message: string) => `AWS does not take these credentials: ${message}`,
  howToSignIn: ['Sign in (aws sso login), or set AWS_PROFILE to a profile that can.'],
  noRegion: 'No AWS Region is set; expected AWS_REGION, or a region in the profile.',
  howToSetRegion: ['For example: AWS_REGION=sa-east-1 knowngood status'],
  denied: (message: string) => `AWS denies it: ${message}`,
  whichPolicy: ['Which policy allows what: docs/access.md. Everything that only looks needs …-may-read.'],
  unreachable: (endpoint: string | undefined, why: string) =>
    `${at(endpoint, 'AWS')} cannot be reached (${why}). Nothing was started.`,
  howToReach: (endpoint: string | undefined) =>
    endpoint === undefined
      ? ['Look at the network, the proxy and AWS_REGION.']
      : [`AWS_ENDPOINT_URL is ${endpoint}: start what should answer there (npm run sandbox), or unset it.`],
  unexpected: (message: string) => `Something unforeseen: ${message}`,
  unexpectedHint: ['KNOWNGOOD_DEBUG=1 shows where.'],
  unknownOption: (flag: string) => `There is no option ${flag}.`,
  unknownCommand: (name: string) => `There is no command "${name}".`,
  missingArgument: (name: string) => `The argument <${name}> is missing.`,
  optionNeedsValue: (flags: string) => `The option ${flags} needs a value.`,
  missingOption: (flags: string) => `The option ${flags} is missing.`,
  excessArguments: (message: string) => `Too many arguments: ${message}`,
  wrongValue: (flags: string, found: string, expected: string) => `${flags} is "${found}"; expected ${expected}.`,
  contradiction: (one: string, other: string) =>
    `${one} and ${other} contradict each other; expected one of both. Nothing was started.`,
  needed: (flag: string, beside: string) => `${beside} needs ${flag}. Nothing was started.`,
  noneOf: (flags: readonly string[]) => `Expected one of ${flags.join(', ')}. Nothing was started.`,
  seeHelp: (command: string) => `See: ${command} --help`,
  didYouMean: (name: string) => `Did you mean ${name}?`,
  noSuchRecord: (id: string) =>
    `"${id}" is no release, rollback or incident in the ledger; knowngood history lists them.`,
  noSecondPerson: (environment: string) =>
    `${environment} has no rule of a second person ("requireSecondPerson"): whoever may decide starts the decision. Nothing was started.`,
  nothingAsked: (id: string) =>
    `Nobody has asked for anything under "${id}"; expected the id of the message that asks. Nothing was started.`,
  addressSilent: (url: string, why: string) =>
    `${url} does not answer (${why}). Whether it was taken is unknown: look at the messages to DevOps.`,
  addressRefused: (url: string, status: number, said: string) =>
    `${url} answered ${status}: ${said}. It needs the policy …-may-decide (docs/access.md); with 502, the log of the function second-person says why.`,
  noIncident: 'No incident waits for a decision. knowngood status shows what runs.',
  otherIncident: (asked: string, open: string) =>
    `The incident "${asked}" does not wait for a decision; the one that does is "${open}".`,
  nothingRuns: 'Nothing runs now. knowngood history lists what ran.',
  noSuchExecution: (arn: string) =>
    `Step Functions knows no execution ${arn} (it forgets them 90 days after their end).`,
  noDocument: (id: string) => `"${id}" has left no document: it still runs, was refused, or froze.`,
  notADate: (flag: string, found: string) => `${flag} is "${found}"; expected a date such as 2026-11-24.`,
  notANumber: (flag: string, found: string, least: number) =>
    `${flag} is "${found}"; expected a whole number of at least ${least}.`,
  notAPair: (flag: string, found: string, example: string) => `${flag} is "${found}"; expected ${example}.`,
  notJson: (where: string, why: string) => `${where} is no JSON object: ${why}`,
  noFile: (file: string, why: string) => `${file} cannot be read: ${why}`,
  noConfiguration: (file: string) => `${file} exports no configuration; expected "export default { … }".`,
  noConfigurations: (folder: string) => `There is no file in ${folder}; expected config/<environment>.ts.`,
  noAlarmToDrill: 'No alarm starts a rollback here; expected one with action "rollback" in "alarms". Nothing was sent.',
  noBackupDrills: (environment: string) =>
    `${environment} has no backup drills; expected database.backupDrill in its configuration. Nothing was started.`,
  environmentName: 'at most 20 lower-case letters, digits and hyphens, beginning with a letter',
  notConfirmed: 'Nothing was started: nobody confirmed it.',
  needsYes: 'This cannot be undone, and there is no terminal to ask on; expected --yes. Nothing was started.',
  runsOn: (arn: string) => `It runs on in AWS. Watch it again: knowngood watch ${arn}`,
};

export type Errors = typeof ENGLISH;

const PORTUGUESE: Errors = {
  problem: 'Erro',
  noEnvironments: 'Nenhum control plane do knowngood foi encontrado nesta conta e região.',
  whereLooked: [
    'Foram procurados workflows com o nome knowngood-<ambiente>-release, na região e na conta das suas credenciais.',
    'Defina AWS_PROFILE e AWS_REGION com os do ambiente, ou implante-o: npx cdk deploy KnownGood-<ambiente>.',
  ],
  unknownEnvironment: (asked, known) =>
    `--environment é "${asked}", que não existe nesta conta e região; esperado: ${list(known)}.`,
  whichEnvironment: (known) =>
    `Há vários ambientes e nenhum foi indicado; esperado: --environment com um destes: ${list(known)}.`,
  noCredentials: (message) => `Não há credenciais da AWS: ${message}`,
  refusedCredentials: (message) => `A AWS não aceita estas credenciais: ${message}`,
  howToSignIn: ['Entre (aws sso login) ou defina AWS_PROFILE com um perfil que tenha acesso.'],
  noRegion: 'Nenhuma região da AWS foi definida; esperado: AWS_REGION, ou region no perfil.',
  howToSetRegion: ['Por exemplo: AWS_REGION=sa-east-1 knowngood status'],
  denied: (message) => `A AWS nega o acesso: ${message}`,
  whichPolicy: ['Qual política permite o quê: docs/access.md. Para tudo o que só consulta, basta …-may-read.'],
  unreachable: (endpoint, why) => `${at(endpoint, 'A AWS')} está inacessível (${why}). Nada foi iniciado.`,
  howToReach: (endpoint) =>
    endpoint === undefined
      ? ['Verifique a rede, o proxy e AWS_REGION.']
      : [`AWS_ENDPOINT_URL é ${endpoint}: inicie o que deve responder ali (npm run sandbox) ou remova a variável.`],
  unexpected: (message) => `Algo imprevisto: ${message}`,
  unexpectedHint: ['KNOWNGOOD_DEBUG=1 mostra onde.'],
  unknownOption: (flag) => `A opção ${flag} não existe.`,
  unknownCommand: (name) => `O comando "${name}" não existe.`,
  missingArgument: (name) => `Falta o argumento <${name}>.`,
  optionNeedsValue: (flags) => `A opção ${flags} precisa de um valor.`,
  missingOption: (flags) => `Falta a opção ${flags}.`,
  excessArguments: (message) => `Argumentos demais: ${message}`,
  wrongValue: (flags, found, expected) => `${flags} é "${found}"; esperado: ${expected}.`,
  contradiction: (one, other) => `${one} e ${other} se contradizem; use apenas um dos dois. Nada foi iniciado.`,
  needed: (flag, beside) => `${beside} precisa de ${flag}. Nada foi iniciado.`,
  noneOf: (flags) => `Esperado um destes: ${flags.join(', ')}. Nada foi iniciado.`,
  seeHelp: (command) => `Veja: ${command} --help`,
  didYouMean: (name) => `Você quis dizer ${name}?`,
  noSuchRecord: (id) => `"${id}" não é liberação, rollback nem incidente registrado; knowngood history mostra todos.`,
  noSecondPerson: (environment) =>
    `${environment} não tem a regra da segunda pessoa ("requireSecondPerson"): quem pode decidir inicia a decisão. Nada foi iniciado.`,
  nothingAsked: (id) =>
    `Ninguém pediu nada com o id "${id}"; o esperado é o id da mensagem do pedido. Nada foi iniciado.`,
  addressSilent: (url, why) =>
    `${url} não responde (${why}). Não se sabe se o pedido foi recebido: consulte as mensagens para DevOps.`,
  addressRefused: (url, status, said) =>
    `${url} respondeu ${status}: ${said}. É preciso a política …-may-decide (docs/access.md); com 502, o log da função second-person diz o motivo.`,
  noIncident: 'Nenhum incidente espera por uma decisão. knowngood status mostra o que está no ar.',
  otherIncident: (asked, open) => `O incidente "${asked}" não espera por uma decisão; quem espera é "${open}".`,
  nothingRuns: 'Nada está em execução agora. knowngood history mostra o que já foi executado.',
  noSuchExecution: (arn) => `O Step Functions não conhece a execução ${arn} (ele as esquece 90 dias depois do fim).`,
  noDocument: (id) => `"${id}" não deixou documento: ainda está em execução, foi recusado ou congelou.`,
  notADate: (flag, found) => `${flag} é "${found}"; esperada uma data como 2026-11-24.`,
  notANumber: (flag, found, least) => `${flag} é "${found}"; esperado um número inteiro a partir de ${least}.`,
  notAPair: (flag, found, example) => `${flag} é "${found}"; esperado: ${example}.`,
  notJson: (where, why) => `${where} não é um objeto JSON: ${why}`,
  noFile: (file, why) => `${file} não pode ser lido: ${why}`,
  noConfiguration: (file) => `${file} não exporta uma configuração; esperado: "export default { … }".`,
  noConfigurations: (folder) => `Não há arquivo em ${folder}; esperado: config/<ambiente>.ts.`,
  noAlarmToDrill:
    'Nenhum alarme inicia um rollback aqui; esperado um com action "rollback" em "alarms". Nada foi enviado.',
  noBackupDrills: (environment) =>
    `${environment} não tem exercícios de backup; esperado database.backupDrill na configuração. Nada foi iniciado.`,
  environmentName: 'no máximo 20 letras minúsculas, dígitos e hifens, começando com uma letra',
  notConfirmed: 'Nada foi iniciado: ninguém confirmou.',
  needsYes: 'Isto não pode ser desfeito, e não há terminal para perguntar; esperado: --yes. Nada foi iniciado.',
  runsOn: (arn) => `A execução continua na AWS. Para acompanhar de novo: knowngood watch ${arn}`,
};

export const ERRORS: Readonly<Record<Language, Errors>> = { en: ENGLISH, 'pt-BR': PORTUGUESE };
