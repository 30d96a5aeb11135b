import { beforeAll, describe, expect, it } from 'vitest';
import { STATES } from '../../lambdas/model/state-names.ts';
import { type Cell, cell } from '../../simulation/faults/cell.ts';
import type { Trial } from '../../simulation/mutations/mutation.ts';
import { ANSWERS_AGAIN, READ_ONLY_REFUSED, TAG_REFUSED } from '../../simulation/mutations/quarantine.ts';
import { ONE_MESSAGE_REFUSED } from '../../simulation/mutations/reporting.ts';
import { BETWEEN_TWO_SERVICES } from '../../simulation/mutations/triage.ts';
import { BEHIND_THE_FENCE } from '../../simulation/mutations/writes.ts';
import type { Job, Result } from '../../simulation/run/job.ts';
import { performAll, performOne } from '../../simulation/run/pool.ts';
import { type Scenario, story } from '../../simulation/story/scenario.ts';

/** What the simulation has found in the product, each with the place that showed it, and its outcome where that matters. */
const FOUND: readonly (readonly [what: string, scenario: Scenario, cell: Cell | undefined, outcome: string])[] = [
  [
    'a deployment of the known good that ECS had given up was adopted for ever',
    story({ bad: 'never' }),
    cell('release', STATES.runTheChecks, 'terminal-status'),
    '',
  ],
  [
    'one old answer of DescribeRules, and maintenance mode was never lowered again, by no redrive; a rollback that went on after it could not prove a database that served already',
    story({}),
    cell('rollback', STATES.lowerMaintenanceMode, 'stale-read', 'elasticloadbalancing:DescribeRules'),
    '',
  ],
  [
    'a rule that was deleted and whose answer was lost could not be deleted again, and a good release was rolled back',
    story({ bad: 'never' }),
    cell('release', STATES.lowerMaintenanceMode, 'answer-lost', 'elasticloadbalancing:DeleteRule'),
    'release succeeded',
  ],
  [
    'one old description of a service right after its switch, and a good release was rolled back',
    story({ migration: 'none', bad: 'never' }),
    cell('release', STATES.lookWhetherTheServicesAreSteady, 'stale-read', 'ecs:DescribeServices'),
    'release succeeded',
  ],
  [
    'nobody heard of a rollback that was cut off between closing and reporting',
    story({ migration: 'none', policy: 'restore' }),
    cell('rollback', STATES.closeTheRollback, 'stopped-by-a-person'),
    '',
  ],
  [
    'behind a fence and before anything was switched, a rollback that keeps the database checked an application at zero',
    story({ bad: 'in-migration' }),
    undefined,
    'release aborted, rollback succeeded (services)',
  ],
  [
    'a confirmation whose answer was lost was refused the second time, and was made all the same',
    story({ migration: 'none', bad: 'unobserved' }),
    cell('release', STATES.confirmTheRelease, 'answer-lost', 'dynamodb:UpdateItem'),
    'release succeeded',
  ],
  [
    'the same, when the function was called again',
    story({ migration: 'none', bad: 'unobserved' }),
    cell('release', STATES.confirmTheRelease, 'function-answer-lost'),
    'release succeeded',
  ],
  [
    'the report named a safety snapshot that nobody had made, when the message that says so was lost',
    story({ given: [cell('rollback', STATES.startTheSafetySnapshot, 'access-denied', 'rds:CreateDBSnapshot')] }),
    cell('rollback', STATES.tellThatTheSafetySnapshotIsMissing, 'access-denied', 'sns:Publish'),
    '',
  ],
  [
    'an old list of rules named one that was lowered already, and a good release went back with its database',
    story({ bad: 'never' }),
    cell('release', STATES.lowerMaintenanceMode, 'stale-read', 'elasticloadbalancing:DescribeRules'),
    'release succeeded',
  ],
  [
    'ECS did not show a migration yet, and it went on under the old version',
    story({ bad: 'in-migration' }),
    cell('rollback', STATES.stopTheMigration, 'stale-read', 'ecs:ListTasks'),
    'release aborted, rollback succeeded (services)',
  ],
  [
    'a decision after a rollback that was stopped early left the migration running, and it went on under the old version',
    story({ bad: 'in-migration', policy: 'ask', decided: 'keep', goesOn: 'decision' }),
    cell('rollback', STATES.stopTheRelease, 'stopped-by-a-person'),
    'release aborted, rollback aborted, decision failed (Frozen), decision succeeded (services)',
  ],
  [
    'who went on with a restore that they had asked for, and that the policy would not make, was told that the database had stayed',
    story({ migration: 'none', policy: 'keep', bad: 'asks-for-the-database', goesOn: 'decision', by: 'person' }),
    cell('rollback', STATES.quarantineTheReplacedDatabase, 'stopped-by-a-person'),
    'release aborted, rollback aborted, decision succeeded (services-and-database), settle succeeded',
  ],
];

describe('what the simulation found stays mended', () => {
  const results: Result[] = [];
  beforeAll(async () => {
    const jobs = FOUND.map(
      ([, scenario, found]): Job => ({ seed: 1, scenario, cells: found === undefined ? [] : [found] }),
    );
    await performAll(jobs, (_job, result) => {
      results.push(result);
      return undefined;
    });
  }, 120_000);

  it.each(FOUND.map((found, index) => [...found, index] as const))('%s', (_what, _scenario, found, outcome, index) => {
    const result = results[index];
    if (found !== undefined) expect(result?.hits).toBeGreaterThan(0);
    expect(result?.violations).toEqual([]);
    if (outcome !== '') expect(result?.outcome).toBe(outcome);
  });

  it.each([
    ['a replaced database whose tag was refused for minutes took writes that nobody counted', TAG_REFUSED],
    ['so did one that refused to be made read-only', READ_ONLY_REFUSED],
    ['so did one that took no connection while it was quarantined, and then did again', ANSWERS_AGAIN],
    ['so did one whose snapshot was made behind a fence, before a migration that failed', BEHIND_THE_FENCE],
    ['services of different versions were reopened, and nobody heard of it', BETWEEN_TWO_SERVICES],
    ['nobody heard of a release that failed and whose one message was refused', ONE_MESSAGE_REFUSED],
  ] satisfies [string, Trial][])(
    '%s',
    async (_what, { seeds = [1], ...trial }) => {
      const job: Job = { cells: [], ...trial, seed: seeds[0] ?? 1 };
      const result = await performOne(job);
      if (job.cells.length > 0) expect(result.hits).toBeGreaterThan(0);
      expect(result.violations).toEqual([]);
    },
    60_000,
  );
});
