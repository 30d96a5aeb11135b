import type { Language } from '../../model/environment.ts';
import { DAYS_TO_EVALUATE, type Measures } from '../../model/measures.ts';
import { addDays, dayIn } from '../remind-of-measures/days.ts';
import type { Input } from './contract.ts';

const NOTE: Record<Language, string> = {
  en: 'Fill in what, who (owner) and by which day (due, as 2026-12-01); more lines may be added. "done": the day it was done. "evaluation": a month later, whether the measures work. This file is read once a day: DevOps is reminded three days before each date, on it, and every week until it is done.',
  'pt-BR':
    'Preencham o quê (what), quem (owner) e até que dia (due, como 2026-12-01); acrescentem quantas linhas quiserem. "done": o dia em que foi feita. "evaluation": um mês depois, se as medidas funcionam. Este arquivo é lido uma vez por dia: a equipe de DevOps recebe um lembrete três dias antes de cada data, na data, e toda semana até a medida estar feita.',
};

/** The file of measures to fill in: nothing is decided in it yet. */
export function emptyMeasures({ now, timeZone, language, incident }: Input): string {
  const ended = dayIn(timeZone, now);
  const line = { what: '', owner: '', due: addDays(ended, DAYS_TO_EVALUATE), done: '' };
  const file: Measures & { readonly note: string } = {
    note: NOTE[language],
    incident,
    ended,
    measures: [line, line, line],
    evaluation: { due: addDays(ended, DAYS_TO_EVALUATE), text: '' },
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}
