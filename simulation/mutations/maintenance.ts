import { cell, type Mutation, SEVERAL, story } from './mutation.ts';

/** Users get the page until the checks have passed. */
export const MAINTENANCE: readonly Mutation[] = [
  {
    name: 'checks that fail count as passed',
    guard: 'maintenance',
    patches: [
      {
        file: 'lambdas/observation/run-checks/handler.ts',
        find: 'if (failures.length > 0)',
        replace: 'if (failures.length > 1_000)',
      },
    ],
    breaks: [1],
    trials: [
      { scenario: story({ bad: 'never' }), cells: [cell('release', 'Run the checks', 'terminal-status')] },
      { scenario: story(), cells: [cell('rollback', 'Run the checks', 'terminal-status')] },
    ],
  },
  {
    name: 'maintenance mode is lowered before the checks',
    guard: 'maintenance',
    definition: (text) => {
      const machine = JSON.parse(text) as { States: Record<string, { Next?: string }> };
      // The state before the checks goes straight to what comes after them.
      const after = machine.States['Run the checks']?.Next;
      if (after !== undefined)
        for (const state of Object.values(machine.States)) if (state.Next === 'Run the checks') state.Next = after;
      return JSON.stringify(machine).replaceAll('$checks', "['none']");
    },
    breaks: [1],
    trials: [{ scenario: story({ bad: 'never' }) }, { scenario: story() }],
  },
  {
    name: 'lowering takes the bypass away and leaves the page',
    guard: 'maintenance',
    patches: [
      {
        file: 'lambdas/maintenance/lower-maintenance/handler.ts',
        find: "for (const role of ['page', 'bypass'] as const)",
        replace: "for (const role of ['bypass'] as const)",
      },
    ],
    breaks: [0, 1, 10],
    trials: [{ scenario: story({ bad: 'never' }) }],
  },
  {
    name: 'maintenance mode counts as lowered without a look',
    guard: 'maintenance',
    patches: [
      {
        file: 'lambdas/maintenance/lower-maintenance/handler.ts',
        find: 'await elb.send(new DeleteRuleCommand({ RuleArn: rule.RuleArn }));',
        replace: 'void DeleteRuleCommand;',
      },
      {
        file: 'lambdas/maintenance/look-at-maintenance/judge.ts',
        find: 'if (answers.length > 0 && odd === undefined)',
        replace: 'if (answers.length > 0)',
      },
    ],
    breaks: [1, 10],
    trials: [{ scenario: story({ bad: 'never' }) }],
  },
  {
    name: 'maintenance mode counts as raised without a look',
    guard: 'maintenance',
    patches: [
      {
        file: 'lambdas/maintenance/raise-maintenance/handler.ts',
        find: 'for (const rule of missing) {',
        replace: 'for (const rule of missing.slice(0, 0)) {',
      },
      {
        file: 'lambdas/maintenance/look-at-maintenance/judge.ts',
        find: 'if (answers.length > 0 && odd === undefined)',
        replace: "if (answers.length > 0 && (odd === undefined || expect === 'up'))",
      },
    ],
    breaks: [1],
    trials: [{ scenario: story({ bad: 'never' }), seeds: SEVERAL }],
  },
  {
    name: 'a rule that is gone spoils the answer about the others',
    guard: 'maintenance',
    patches: [
      {
        file: 'lambdas/maintenance/rules.ts',
        find: 'if (!(error instanceof RuleNotFoundException)) throw error;',
        replace: 'if (!(error instanceof RuleNotFoundException) || rules.length > 0) throw error;',
      },
    ],
    breaks: [6],
    trials: [
      {
        scenario: story({ bad: 'never' }),
        cells: [cell('release', 'Lower maintenance mode', 'stale-read', 'elasticloadbalancing:DescribeRules')],
      },
    ],
  },
];
