import { describe, expect, it } from 'vitest';
import { read } from '../../../../lambdas/people/remind-of-measures/read.ts';
import { emptyMeasures } from '../../../../lambdas/people/write-post-mortem/measures.ts';

const file = (change: object = {}) =>
  JSON.stringify({
    incident: 'incident-b1',
    ended: '2026-11-24',
    measures: [{ what: 'Alarm on answers a minute', owner: 'Ana', due: '2026-12-01', done: '' }],
    evaluation: { due: '2026-12-24', text: '' },
    ...change,
  });
const problemsOf = (text: string) => {
  const reading = read(text);
  return reading.kind === 'refused' ? reading.problems.join('; ') : '';
};

describe('a file of measures', () => {
  it('is read as people have filled it in; lines nobody has filled in are none', () => {
    const measures = [
      { what: ' ', owner: '', due: 'soon' },
      { what: 'Load test', owner: 'Bia', due: '2026-12-09' },
    ];
    expect(read(file({ note: 'as you like', measures }))).toEqual({
      kind: 'read',
      measures: {
        ...{ incident: 'incident-b1', ended: '2026-11-24' },
        measures: [{ what: 'Load test', owner: 'Bia', due: '2026-12-09', done: '' }],
        evaluation: { due: '2026-12-24', text: '' },
      },
    });
  });

  it.each(['en', 'pt-BR'] as const)(
    'as it is written with a post-mortem in %s has no measure yet, and can be read',
    (language) => {
      const written = emptyMeasures({
        now: '2026-11-24T23:30:00.000Z',
        timeZone: 'Asia/Tokyo',
        language,
        incident: 'i',
      } as never);
      expect(read(written)).toEqual({
        kind: 'read',
        measures: { incident: 'i', ended: '2026-11-25', measures: [], evaluation: { due: '2026-12-25', text: '' } },
      });
    },
  );

  it.each([
    ['no JSON', '{', /the file is not JSON/],
    [
      'a date of another form',
      file({ measures: [{ what: 'x', owner: 'Ana', due: '12/01' }] }),
      /"measures\.0\.due" is "12\/01"; expected a day such as "2026-12-01"/,
    ],
    [
      'a day that is none',
      file({ measures: [{ what: 'x', owner: 'Ana', due: '2026-02-30' }] }),
      /"measures\.0\.due" is "2026-02-30"; expected a day/,
    ],
    [
      'nobody who does it',
      file({ measures: [{ what: 'x', owner: '', due: '2026-12-01' }] }),
      /"measures\.0\.owner" is empty; expected some text/,
    ],
    [
      'a "yes" for a day',
      file({ measures: [{ what: 'x', owner: 'Ana', due: '2026-12-01', done: 'yes' }] }),
      /"measures\.0\.done" is "yes"; expected a day such as "2026-12-01", or ""/,
    ],
    [
      'a misspelt key',
      file({ measures: [{ what: 'x', ownr: 'Ana', due: '2026-12-01' }] }),
      /"measures\.0\.ownr" is not a known key/,
    ],
    ['no evaluation', file({ evaluation: undefined }), /"evaluation" is missing/],
  ])('with %s is refused, and says where, what was found and what was expected', (_what, text, expected) => {
    expect(problemsOf(text)).toMatch(expected);
  });
});
