import type { Language } from '../model/environment.ts';
import { needsSecondPerson, SECOND_PERSON_MINUTES } from '../model/second-person.ts';

const WORDS: Readonly<Record<Language, string>> = {
  en: `It takes two people: started by hand, this input is refused. One asks (knowngood decide), another confirms within ${SECOND_PERSON_MINUTES} minutes.`,
  'pt-BR': `Exige duas pessoas: iniciada à mão, esta entrada é recusada. Uma pede (knowngood decide) e outra confirma em até ${SECOND_PERSON_MINUTES} minutos.`,
};

/** What is said above an input that one person cannot start alone (`requireSecondPerson`); nothing for any other. */
export const byTwoIn = (language: Language, secondPerson: true | undefined, input: object): string[] =>
  secondPerson === true && needsSecondPerson(input).length > 0 ? [`  ${WORDS[language]}`] : [];
