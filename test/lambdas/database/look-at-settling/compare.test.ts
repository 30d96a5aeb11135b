import { describe, expect, it } from 'vitest';
import { differences } from '../../../../lambdas/database/look-at-settling/compare.ts';
import type { DatabaseSettings } from '../../../../lambdas/model/release.ts';

describe('a restored database that has settled', () => {
  const settings = {
    instanceClass: 'db.t4g.medium',
    securityGroups: ['sg-1', 'sg-2'],
    multiAz: true,
    owed: { maintenanceWindow: 'sun:05:00-sun:05:30', monitoringInterval: 60 },
  } as unknown as DatabaseSettings;
  it('is as the replaced one, whatever the order of lists', () => {
    expect(differences({ ...settings, securityGroups: ['sg-2', 'sg-1'] }, settings)).toEqual([]);
  });
  it('is told field by field where it is not, what is owed too', () => {
    const found = { ...settings, multiAz: false, owed: { ...settings.owed, monitoringInterval: 0 } };
    expect(differences(found, settings)).toEqual([
      'multiAz: false; the replaced instance had true',
      'monitoringInterval: 0; the replaced instance had 60',
    ]);
  });
});
