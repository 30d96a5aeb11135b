import type { Language } from '../../lambdas/model/environment.ts';
import { ENGLISH, type Screens } from './screens-en.ts';
import { PORTUGUESE } from './screens-pt-br.ts';

export const SCREENS: Readonly<Record<Language, Screens>> = { en: ENGLISH, 'pt-BR': PORTUGUESE };
