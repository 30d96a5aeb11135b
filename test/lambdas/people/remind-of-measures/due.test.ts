import { describe, expect, it } from 'vitest';
import type { Measures } from '../../../../lambdas/model/measures.ts';
import { addDays } from '../../../../lambdas/people/remind-of-measures/days.ts';
import { due, type ReadFile, type Told } from '../../../../lambdas/people/remind-of-measures/due.ts';

const ENDED = '2026-11-24';
const measures = (change: Partial<Measures> = {}): ReadFile => ({
  file: 's3://b/b1.measures.json',
  reading: {
    kind: 'read',
    measures: {
      ...{ incident: 'i', ended: ENDED, evaluation: { due: addDays(ENDED, 30), text: '' } },
      measures: [{ what: 'Load test', owner: 'Bia', due: addDays(ENDED, 10), done: '' }],
      ...change,
    },
  },
});
/** Days after the end on which something is told, by a look on each of those days. */
const toldOn = (days: readonly number[], file: ReadFile) => {
  let told: Told = {};
  return days.flatMap((day) => {
    const found = due(addDays(ENDED, day), [file], told);
    told = found.told;
    return found.now.map(({ what }) => `${day} ${what.kind}`);
  });
};
const everyDay = Array.from({ length: 60 }, (_, day) => day);
const given = { evaluation: { due: addDays(ENDED, 30), text: 'They do' } };

describe('what is owed after an incident', () => {
  it('is told once before its date, once on it, and every week until it is done', () => {
    expect(toldOn(everyDay.slice(0, 26), measures(given))).toEqual([
      '7 measure',
      '10 measure',
      '17 measure',
      '24 measure',
    ]);
    const done = [{ what: 'Load test', owner: 'Bia', due: addDays(ENDED, 10), done: '2026-12-01' }];
    expect(toldOn(everyDay, measures({ ...given, measures: done }))).toEqual([]);
  });

  it('is not forgotten on a day without a look, nor told twice by a second look', () => {
    expect(toldOn([6, 9, 9, 12, 12, 13], measures(given))).toEqual(['9 measure', '12 measure']);
  });

  it('that has another date is told anew', () => {
    const { told } = due(addDays(ENDED, 10), [measures(given)], {});
    const later = [{ what: 'Load test', owner: 'Bia', due: addDays(ENDED, 12), done: '' }];
    expect(due(addDays(ENDED, 10), [measures({ ...given, measures: later })], told).now).toMatchObject([{ days: 2 }]);
  });

  it('is measures, where nobody has entered one within a week', () => {
    expect(toldOn(everyDay.slice(0, 15), measures({ ...given, measures: [] }))).toEqual([
      ...['4 no-measures', '7 no-measures', '14 no-measures'],
    ]);
  });

  it('is the evaluation, a month later, until it is given', () => {
    const done = [{ what: 'Load test', owner: 'Bia', due: addDays(ENDED, 10), done: '2026-12-01' }];
    expect(toldOn(everyDay, measures({ measures: done }))).toEqual([
      ...['27 evaluation', '30 evaluation', '37 evaluation', '44 evaluation', '51 evaluation', '58 evaluation'],
    ]);
    expect(toldOn(everyDay, measures({ ...given, measures: done }))).toEqual([]);
  });

  it('is unknown in a file that cannot be read: told at once, and every week', () => {
    const file: ReadFile = { file: 's3://b/x', reading: { kind: 'refused', problems: ['no JSON'] } };
    let told: Told = {};
    const days = everyDay.slice(0, 16).filter((day) => {
      const found = due(addDays(ENDED, day), [file], told);
      told = found.told;
      return found.unread.length > 0;
    });
    expect(days).toEqual([0, 7, 14]);
  });
});
