/**
 * The few sentences that a person must have read, in the language of the sandbox's configuration. A message's facts say what
 * it is about; that its text says so too is judged by these. `test/simulation/people/words.test.ts` holds them to the
 * product's messages, so that whoever changes a sentence there hears of it here at once.
 */
export const AUTOMATION_IS_ON = 'Alarmes voltam a iniciar rollbacks';

export const NO_SAFETY_SNAPSHOT = 'não há snapshot de segurança';

/** @param services without the new version, as they are listed */
export const differentVersions = (services: string): string =>
  `os serviços ficam em versões diferentes: ${services} sem a versão nova`;
