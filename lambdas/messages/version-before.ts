import type { Language } from '../model/environment.ts';

/** What a known good is called that no release has verified: nobody knows which version it was. */
const UNKNOWN = 'unknown';

const WORDS: Readonly<Record<Language, { readonly before: string; readonly version: (version: string) => string }>> = {
  en: { before: 'the version before', version: (version) => `version ${version}` },
  'pt-BR': { before: 'a versão anterior', version: (version) => `a versão ${version}` },
};

/** Whether anybody knows it. */
export const isNamed = (version: string): boolean => version !== UNKNOWN;

/** A version that is gone back to, in a sentence. Null, too, is one that nobody knows. */
export const versionBefore = (language: Language, version: string | null): string =>
  version === null || version === UNKNOWN ? WORDS[language].before : WORDS[language].version(version);

/** The release that verified a known good; null: none has. */
export const verifierOf = (verifiedBy: string): string | null => (verifiedBy === 'unverified' ? null : verifiedBy);
