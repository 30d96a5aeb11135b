import '../stub/before-handlers.ts';
import { describe, expect, it } from 'vitest';
import { lostWrites } from '../../../lambdas/database/lost-writes.ts';
import { newestReleases, readRelease, readWatchdog } from '../../../lambdas/ledger/table.ts';
import type { WriteCounts } from '../../../lambdas/model/writes.ts';
import { baselineOf } from '../../../lambdas/requests/triage/baseline.ts';
import { release, restorePoint } from '../records.ts';
import { ledger } from '../stub/ledger.ts';
import { countsOf, tableCounts } from '../writes.ts';

/** As the first versions counted: the configured tables, and nothing else. */
const { known, at, since, tables } = countsOf(tableCounts());
const OLD = { known, at: '2026-11-01T00:00:00.000Z', since, tables, rows: {} } as unknown as WriteCounts;
const point = { ...restorePoint, before: OLD, after: OLD, baseline: OLD };

describe('counts of an older control plane', () => {
  it('would break the comparison, as they stand: the harm', () => {
    expect(() => lostWrites(OLD, countsOf(tableCounts()))).toThrow(TypeError);
    expect(at).toBe('');
  });

  it('are unknown when they are read, one by one and in a list, and the lost writes with them', async () => {
    await ledger.put('release#r1', release({ restorePoint: point }));
    for (const found of [await readRelease('r1'), (await newestReleases(() => true))[0]]) {
      const baseline = baselineOf(found?.restorePoint ?? null);
      expect(lostWrites(baseline, countsOf(tableCounts()))).toEqual({
        known: false,
        why: expect.stringMatching(
          /at the restore point are unknown: .*older version of the control plane, at 2026-11-01/,
        ),
      });
    }
  });

  it('are unknown to the watchdog, too', async () => {
    await ledger.put('watchdog', { told: {}, counts: { survey: OLD } });
    expect((await readWatchdog()).counts).toMatchObject({ survey: { known: false } });
  });

  it('of today stay as they are, and a release without a restore point', async () => {
    const counts = countsOf(tableCounts());
    await ledger.put(
      'release#r1',
      release({ restorePoint: { ...point, before: counts, after: counts, baseline: counts } }),
    );
    expect((await readRelease('r1'))?.restorePoint?.baseline).toEqual(counts);
    await ledger.put('release#r2', release({ id: 'r2', restorePoint: null }));
    expect((await readRelease('r2'))?.restorePoint).toBeNull();
  });
});
