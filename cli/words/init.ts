import type { Language } from '../../lambdas/model/environment.ts';
import { INIT_EN, type InitWords } from './init-en.ts';
import { INIT_PT_BR } from './init-pt-br.ts';

/** Apart from the other words: no other verb needs them. */
export const initWords = (language: Language): InitWords => (language === 'pt-BR' ? INIT_PT_BR : INIT_EN);
