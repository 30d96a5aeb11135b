import { describe, expect, it } from 'vitest';
import { type Asked, comparable, timesToExpect } from '../../../../lambdas/environment/inspect-environment/times.ts';
import { pointInTime, release, request, restorePoint } from '../../records.ts';

const changes = [{ service: 'web', image: 'survey:2' }];
const asked = (change: Partial<Asked> = {}): Asked => ({
  release: request({ changes }),
  mode: 'point-in-time',
  watchMinutes: 5,
  limits: { stop: 15, restorePoint: 360, migration: 120, service: 30 },
  ...change,
});

describe('how long a release may take', () => {
  it('is what the workflow waits for, and nothing is guessed without a release before', () => {
    expect(timesToExpect(asked(), undefined)).toEqual([
      'no release has ended well here before: nobody knows yet how long one takes',
      'the service is steady within 30 minutes',
      'the watch lasts 5 min',
    ]);
  });

  it('has the parts that only some releases have', () => {
    const fenced = request({ changes: [...changes, ...changes], migration: 'breaking', fenced: true });
    expect(timesToExpect(asked({ release: fenced, mode: 'snapshot' }), undefined)).toEqual([
      'no fenced release has ended well here before: nobody knows yet how long one takes',
      'the snapshot before the page is available within 360 minutes; users still work',
      'the services stop within 15 minutes',
      'the snapshot is available within 360 minutes',
      'the migration ends within 120 minutes',
      'each of the 2 services is steady within 30 minutes of its switch',
      'the watch lasts 5 min',
    ]);
  });

  it('is told of the release before that is most like it', () => {
    const after = { ...known('2026-11-24T13:12:00.000Z') };
    const before = release({ openedAt: '2026-11-24T13:20:00.000Z', restorePoint: { ...restorePoint, after } });
    expect(timesToExpect(asked(), before).slice(0, 3)).toEqual([
      'release 2.0.0 (r1) took 30 minutes from its start to its end',
      'its snapshot took 7 minutes',
      'users had the page for at least 15 minutes',
    ]);
    expect(timesToExpect(asked(), release({ restorePoint })).slice(0, 2)).toEqual([
      'release 2.0.0 (r1) took 30 minutes from its start to its end',
      'the service is steady within 30 minutes',
    ]);
  });

  it.each([
    ['no restore point', null],
    ['a point in time', pointInTime],
  ])('tells of no snapshot, nor of a page, where the release before had %s', (_what, point) => {
    const before = release({ openedAt: '2026-11-24T13:20:00.000Z', restorePoint: point });
    expect(timesToExpect(asked(), before)).toEqual([
      'release 2.0.0 (r1) took 30 minutes from its start to its end',
      'the service is steady within 30 minutes',
      'the watch lasts 5 min',
    ]);
  });

  it('is a minute at least', () => {
    const short = release({ startedAt: '2026-11-24T13:00:00.000Z', finishedAt: '2026-11-24T13:00:20.000Z' });
    expect(timesToExpect(asked(), { ...short, restorePoint: null })[0]).toBe(
      'release 2.0.0 (r1) took a minute from its start to its end',
    );
  });

  it.each([
    ['the newest that ended well', [release({ id: 'r2' }), release()], false, 'r2'],
    [
      'none that failed, or still runs',
      [release({ outcome: 'rolled-back' }), release({ finishedAt: null })],
      false,
      undefined,
    ],
    ['none without a fence for one with a fence', [release({ fenced: false })], true, undefined],
  ] as const)('is %s', (_which, releases, fenced, id) => {
    const found = comparable(
      { fenced },
      releases.map((one) => ({ ...one, fenced: one.fenced && fenced })),
    );
    expect(found?.id).toBe(id);
  });
});

const known = (at: string) =>
  ({
    known: true,
    at,
    since: '',
    tables: {},
    uncountable: {},
    databases: {},
    rows: {},
    transaction: '',
    except: [],
    reader: '',
  }) as const;
