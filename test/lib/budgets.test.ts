import { describe, expect, it } from 'vitest';
import sandbox from '../../examples/survey-platform/environment.ts';
import { nextLook } from '../../lambdas/model/looking.ts';
import { check } from '../../lib/configuration/check.ts';
import type { EnvironmentConfiguration } from '../../lib/configuration/schema.ts';
import { ControlPlaneStack } from '../../lib/control-plane-stack.ts';
import { beyondBudgets } from '../../lib/limits/budgets.ts';
import { mostEvents } from '../../lib/limits/history.ts';
import { codeOf, type Expression, expression } from '../../lib/workflows/expression.ts';
import { aTenth, everySeconds } from '../../lib/workflows/pace.ts';
import { Workflow } from '../../lib/workflows/workflow.ts';
import { evaluate } from '../../sandbox/services/states/expression.ts';
import { testApp } from './app.ts';

const raw = (services: number, change: Partial<EnvironmentConfiguration> = {}): EnvironmentConfiguration => {
  const [web, ...others] = Array.from({ length: services }, (_, n) => ({
    ...{ name: `service-of-the-platform-${n}`, container: 'app', repository: `platform/repository-${n}` },
    ...{ kind: n === 0 ? ('web' as const) : ('worker' as const) },
    ...{ taskRole: `task-role-of-service-${n}`, executionRole: `execution-role-of-service-${n}` },
  }));
  if (web === undefined) throw new Error('There is no service.');
  const alarms = Array.from({ length: 60 }, (_, n) => ({
    ...{ name: `alarm-of-the-platform-${n}`.padEnd(200, 'x'), criterion: 'availability' as const },
    action: 'rollback' as const,
  }));
  return {
    ...sandbox,
    services: [web, ...others],
    migration: { ...sandbox.migration, service: web.name },
    checks: sandbox.checks.filter((one) => !('task' in one)),
    alarms,
    database: { ...sandbox.database, tables: Array.from({ length: 300 }, (_, n) => `platform.a_table_name_${n}`) },
    watch: { releaseMinutes: 1_440, rollbackMinutes: 1_440 },
    ...change,
  };
};
const large = (...of: Parameters<typeof raw>) => check(raw(...of), 'config/large.ts');

/** The workflows of a configuration, and the most events of each. */
function eventsOf(configuration: EnvironmentConfiguration): ReadonlyMap<string, number> {
  // Functions are not bundled: only states are looked at.
  const app = testApp({ context: { 'aws:cdk:bundling-stacks': [] } });
  const stack = new ControlPlaneStack(app, { configuration, file: 'config/large.ts' });
  const workflows = stack.node.findAll().filter((one) => one instanceof Workflow);
  return new Map(workflows.map((one) => [one.node.id, mostEvents(one, check(configuration, 'config/large.ts'))]));
}

describe('what a configuration may use up while a workflow runs', () => {
  it('is enough for a hundred services, sixty alarms, three hundred tables and a watch of a day', () => {
    const events = eventsOf(raw(100));
    expect([...events.keys()].sort()).toEqual(['BackupDrill', 'Decision', 'Release', 'Rollback', 'Settle', 'Standby']);
    expect(beyondBudgets(large(100), Math.max(...events.values()))).toEqual([]);
    // Every loop is counted: a release that waits longest waits for three snapshots and a migration.
    expect(events.get('Release')).toBeGreaterThan(15_000);
  }, 60_000);

  it('is not for more: the history ends, and it is named with what makes it grow', () => {
    expect(beyondBudgets(large(100), 20_001)).toEqual([
      expect.stringMatching(
        /^the history of an execution: needs about 25002 events; there are 25000 \(.*\)\. It grows with services, watch/,
      ),
    ]);
  });

  it('is not for what states cannot hand on, nor for what a function cannot get through', () => {
    const tables = Array.from({ length: 1_000 }, (_, n) => `platform.a_table_name_${n}`);
    expect(beyondBudgets(large(10, { database: { ...sandbox.database, tables } }), 0)).toEqual([
      expect.stringMatching(/^what a state of a rollback hands on: needs about \d+ bytes; there are 262144/),
    ]);
    const problems = beyondBudgets(large(600), 0).map((problem) => problem.split(':')[0]);
    expect(problems).toContain('a function that goes through all services');
  });

  it('was not with a look every half minute: two snapshots of hours and a migration filled it', () => {
    const [halfMinute, tenSeconds] = [everySeconds(30), everySeconds(10)];
    const snapshot = halfMinute.looks(240 * 60) + halfMinute.looks(360 * 60);
    expect((2 * snapshot + tenSeconds.looks(120 * 60)) * 9).toBeGreaterThan(25_000);
  });

  it('was not where nothing is to be read of a restored database: a look a second, for two hours', () => {
    expect((120 * 60 * 9) / 2).toBeGreaterThan(25_000);
  });
});

describe('a tenth of the time that has passed', () => {
  it('is noticed soon, and costs few looks', () => {
    expect(aTenth(expression<string>('$since'), { latest: 120 }).looks(360 * 60)).toBeLessThan(220);
  });

  it.each([
    [0, 10],
    [99, 10],
    [300, 30],
    [3_600, 60],
    [3_980, 20],
    [3_999, 10],
    [5_000, 10],
  ])('of a pace that ends after 4,000 s, after %i seconds comes after %i more', async (passed, wait) => {
    const { wait: paced } = aTenth(expression<string>('$since'), { end: 4_000 });
    const code = codeOf((paced as (seen: never) => Expression<number>)(undefined as never));
    const at = (seconds: number) => new Date(Date.UTC(2026, 2, 2) + seconds * 1_000).toISOString();
    const context = { State: { EnteredTime: at(passed) } };
    const scope = { states: { input: {}, context }, variables: { since: at(0) }, where: '', now: 0 };
    expect(await evaluate(`{% ${code} %}`, { ...scope, random: () => 0, uuid: () => '' }, 'Seconds')).toBe(wait);
  });
});

describe('the next look', () => {
  it.each([
    [0, 10],
    [29, 10],
    [60, 20],
    [300, 100],
    [3_600, 300],
  ])('after %i seconds comes after %i more', (passed, wait) => {
    expect(nextLook(passed)).toBe(wait);
  });
});
