import type { Language } from '../../model/environment.ts';
import { inPortuguese, quotedOrInPortuguese } from './translate.ts';

type Put = (text: string) => string;
const asItIs: Put = (text) => text;

/** Puts a text of a step into the environment's language. Steps make them in English. */
export const textIn = (language: Language): Put => (language === 'pt-BR' ? inPortuguese : asItIs);

/** As {@link textIn}, of a cause: a sentence of AWS or PostgreSQL is set in quotes. */
export const causeIn = (language: Language): Put => (language === 'pt-BR' ? quotedOrInPortuguese : asItIs);
