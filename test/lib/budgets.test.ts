import { describe, expect, it } from 'vitest';
import sandbox from '../../examples/survey-platform/environment.ts';
import { looksWithin, nextLook } from '../../lambdas/model/looking.ts';
import { check } from '../../lib/configuration/check.ts';
import type { EnvironmentConfiguration } from '../../lib/configuration/schema.ts';
import { beyondBudgets, eventsOf } from '../../lib/limits/budgets.ts';

const large = (services: number, change: Partial<EnvironmentConfiguration> = {}) => {
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
  return check(
    {
      ...sandbox,
      services: [web, ...others],
      migration: { ...sandbox.migration, service: web.name },
      alarms,
      database: { ...sandbox.database, tables: Array.from({ length: 300 }, (_, n) => `platform.a_table_name_${n}`) },
      watch: { releaseMinutes: 1_440, rollbackMinutes: 1_440 },
      ...change,
    },
    'config/large.ts',
  );
};

describe('what a configuration may use up while a workflow runs', () => {
  it('is enough for a hundred services, sixty alarms, three hundred tables and a watch of a day', () => {
    expect(beyondBudgets(large(100))).toEqual([]);
    expect(eventsOf(large(100))).toBeLessThanOrEqual(25_000);
  });

  it('is not for more: the history ends, and it is named with what makes it grow', () => {
    expect(beyondBudgets(large(120))).toEqual([
      expect.stringMatching(
        /^the history of an execution: needs about \d+ events; there are 25000 \(.*\)\. It grows with services, watch/,
      ),
    ]);
  });

  it('is not for what states cannot hand on, nor for what a function cannot get through', () => {
    const tables = Array.from({ length: 1_000 }, (_, n) => `platform.a_table_name_${n}`);
    expect(beyondBudgets(large(10, { database: { ...sandbox.database, tables } }))).toEqual([
      expect.stringMatching(/^what a state of a rollback hands on: needs about \d+ bytes; there are 262144/),
    ]);
    const problems = beyondBudgets(large(600)).map((problem) => problem.split(':')[0]);
    expect(problems).toContain('a function that goes through all services');
    expect(problems).toContain('the history of an execution');
  });

  it('would end at fourteen services if each were looked at every ten seconds: the harm', () => {
    const EVERY_TEN_SECONDS = (30 * 60) / 10;
    expect(14 * EVERY_TEN_SECONDS * 9).toBeGreaterThan(22_000);
    expect(looksWithin(30 * 60)).toBeLessThan(20);
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
