import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import example from '../../config/example.ts';
import { METRICS, throwAwayName } from '../../lambdas/model/backup-drill.ts';
import { check } from '../../lib/configuration/check.ts';
import type { EnvironmentConfiguration } from '../../lib/configuration/schema.ts';
import { kindsOf } from '../../lib/workflows/machine.ts';

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}
const { Resources } = JSON.parse(
  readFileSync(new URL('../../cdk.out/KnownGood-sandbox.template.json', import.meta.url), 'utf8'),
) as { Resources: Readonly<Record<string, Resource>> };
const alarms = Object.fromEntries(
  Object.values(Resources).flatMap(({ Type, Properties }) => {
    const [, name] = /^knowngood-sandbox-backup-drill-(.*)$/.exec(String(Properties['AlarmName'])) ?? [];
    return Type === 'AWS::CloudWatch::Alarm' && name !== undefined ? [[name, Properties]] : [];
  }),
);
const drills = (backupDrill: object) => ({ ...example, database: { ...example.database, backupDrill } });

describe('backup drills', () => {
  it('ring when none has proven anything for twice as long, when one failed, and when restoring drifts', () => {
    expect(Object.keys(alarms).sort()).toEqual(['drifted', 'failed', 'look-failed', 'overdue']);
    expect(alarms['overdue']).toMatchObject({
      MetricName: METRICS.age,
      Threshold: 2 * 30 * 24,
      Namespace: 'KnownGood',
    });
    expect(alarms['failed']).toMatchObject({ MetricName: METRICS.failed, Threshold: 0 });
    expect(JSON.stringify(alarms['drifted'])).toContain('(time > 60) + (point > 30)');
    for (const alarm of Object.values(alarms)) expect(alarm).toMatchObject({ TreatMissingData: 'ignore' });
  });

  it('are published every hour: an alarm looks back a week at most, and drills may be months apart', () => {
    const rules = Object.values(Resources).filter(({ Properties }) =>
      String(Properties['Name']).startsWith('knowngood-sandbox-backup-drill'),
    );
    expect(rules.map(({ Properties }) => [Properties['Name'], Properties['ScheduleExpression']])).toEqual([
      ['knowngood-sandbox-backup-drill', 'rate(30 days)'],
      ['knowngood-sandbox-backup-drill-look', 'rate(1 hour)'],
    ]);
  });

  it('are an option', () => {
    const { backupDrill: _, ...database } = example.database as typeof example.database & { backupDrill?: object };
    const without = check({ ...example, database } as EnvironmentConfiguration, 'test');
    expect(kindsOf(without)).not.toContain('backup-drill');
    expect(kindsOf(check(drills({ days: 7 }) as EnvironmentConfiguration, 'test'))).toContain('backup-drill');
  });

  it.each([
    [{ days: 0 }, /database\.backupDrill\.days/],
    [{ days: 91 }, /database\.backupDrill\.days/],
    [{ days: 7, maxRecoveryMinutes: 0 }, /maxRecoveryMinutes/],
    [{ days: 7, every: 'week' }, /every/],
  ])('%j is refused by its key', (backupDrill, message) => {
    expect(() => check(drills(backupDrill) as unknown as EnvironmentConfiguration, 'test')).toThrow(message);
  });

  it('names a throw-away database as RDS takes it, whatever the environment, and never as a rollback does', () => {
    const longest = `s${'x'.repeat(36)}`;
    const name = throwAwayName(longest, '20261124141000-33445566');
    expect(name).toMatch(/^[a-z](?!.*--)[a-z0-9-]{0,61}[a-z0-9]$/);
    expect(name.length).toBeLessThanOrEqual(63);
    expect(name.startsWith(`${longest}-kg-`)).toBe(false);
  });
});
