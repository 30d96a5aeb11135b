import { LANGUAGES, type Language } from '../lambdas/model/environment.ts';

/** The terminal's own language, as POSIX reads it: LC_ALL before LC_MESSAGES before LANG. Anything but Portuguese is English. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const set = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return /^pt([_.@-]|$)/i.test(set) ? 'pt-BR' : 'en';
}

/** What `--language` asks for; undefined: no language of ours. */
export const chosenLanguage = (asked: string): Language | undefined =>
  LANGUAGES.find((language) => language.toLowerCase() === asked.toLowerCase());

/** `--language` as typed, read before anything else is: an error in the options is told in it, too. */
export function languageIn(args: readonly string[]): Language | undefined {
  const at = args.findIndex((arg) => arg === '--language' || arg.startsWith('--language='));
  const asked = args[at]?.includes('=') ? args[at].slice(args[at].indexOf('=') + 1) : args[at + 1];
  return at < 0 || asked === undefined ? undefined : chosenLanguage(asked);
}
