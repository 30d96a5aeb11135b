import { describe, expect, it } from 'vitest';
import {
  outdated,
  recordProblem,
  standbyProblem,
  touched,
} from '../../../../lambdas/database/look-at-standby/standing.ts';
import { settingsOf } from '../../../../lambdas/database/settings.ts';
import { NOW, restorePoint } from '../../records.ts';
import { liveInstance } from '../../stub/rds.ts';
import { lossOf } from '../../writes.ts';
import { standbyInstance, standbyRecord, standbyTags } from '../standby.ts';

const POINT = restorePoint.snapshot;

describe('a standby that the ledger records', () => {
  it.each([
    ['proven and of the restore point', {}, null],
    ['of another one', { restorePoint: 'other' }, /is of the restore point other; expected/],
    ['not proven yet', { proof: null }, /is not proven yet; it is being restored since/],
    ['failed', { failed: { at: NOW, why: 'no capacity' } }, /did not come about: no capacity/],
  ])('%s', (_what, change, why) => {
    const found = recordProblem(standbyRecord(change), POINT);
    if (why === null) expect(found).toBeNull();
    else expect(found).toMatch(why);
  });
});

describe('a standby as RDS shows it', () => {
  const wanted = { resourceId: 'db-9', point: POINT, work: 'b1' };
  it.each([
    ['available', standbyInstance(), null],
    ['in its first backup', standbyInstance({ DBInstanceStatus: 'backing-up' }), null],
    ['claimed before by this rollback', standbyInstance({ TagList: standbyTags('restored', 'b1') }), null],
    ['gone', undefined, /no such instance/],
    ['another one of its name', standbyInstance({ DbiResourceId: 'db-7' }), /is db-7; expected db-9/],
    ['of another restore point', standbyInstance({ TagList: standbyTags('standby', 'r1', 'x') }), /restore point x/],
    ['claimed by another rollback', standbyInstance({ TagList: standbyTags('restored', 'b0') }), /is restored/],
    ['quarantined since', standbyInstance({ TagList: standbyTags('quarantined', 'b1') }), /is quarantined/],
    ['still restored', standbyInstance({ DBInstanceStatus: 'creating' }), /is creating; expected available/],
    ['dead', standbyInstance({ DBInstanceStatus: 'restore-error' }), /is restore-error/],
    ['being deleted', standbyInstance({ DBInstanceStatus: 'deleting' }), /is deleting/],
  ])('%s', (_what, found, why) => {
    const problem = standbyProblem(found, wanted);
    if (why === null) expect(problem).toBeNull();
    else expect(problem).toMatch(why);
  });

  it('that nobody could look at now is used only where this rollback has claimed it before', () => {
    const only = { ...wanted, resourceId: null, onlyClaimed: true };
    expect(standbyProblem(standbyInstance(), only)).toMatch(/expected that of this rollback/);
    expect(standbyProblem(standbyInstance({ TagList: standbyTags('restored', 'b1') }), only)).toBeNull();
  });
});

describe('a standby since its proof', () => {
  it('is untouched only where that is known', () => {
    expect(touched(lossOf({}, 0), 0)).toBeNull();
    expect(touched(lossOf({}, 3), 0)).toMatch(/3 rows were written/);
    expect(touched(lossOf({}, 0), 1)).toMatch(/has 1 sessions/);
    expect(touched({ known: false, why: 'restarted' }, 0)).toMatch(/unknown: restarted/);
  });

  it('is outdated where the live database was changed, and not by what Settle gives or RDS chooses', () => {
    const before = settingsOf(liveInstance());
    expect(outdated(settingsOf(liveInstance({ MonitoringInterval: 60, AvailabilityZone: 'b' })), before)).toBeNull();
    expect(outdated(settingsOf(liveInstance({ DBInstanceClass: 'db.m7g.large' })), before)).toMatch(
      /instanceClass is db\.m7g\.large, and was db\.t4g\.medium/,
    );
  });
});
