import type { Language } from '../../lambdas/model/environment.ts';
import { ERRORS, type Errors } from './errors.ts';
import { HELP, type Help } from './help.ts';
import { SCREENS } from './screens.ts';
import type { Screens } from './screens-en.ts';

/** Everything the command says in one language. */
export interface Words {
  readonly language: Language;
  readonly errors: Errors;
  readonly help: Help;
  readonly screens: Screens;
}

export const wordsIn = (language: Language): Words => ({
  language,
  errors: ERRORS[language],
  help: HELP[language],
  screens: SCREENS[language],
});
