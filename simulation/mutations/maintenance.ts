import { STATES } from '../../lambdas/model/state-names.ts';
import { cell } from '../faults/cell.ts';
import { story } from '../story/scenario.ts';
import { type Mutation, SEVERAL } from './mutation.ts';
import { inFile, type Patch } from './patch.ts';

/** Nothing is raised, and that counts as the page. */
export const NO_PAGE: readonly Patch[] = [
  inFile('lambdas/maintenance/raise-maintenance/handler.ts').replace(
    'for (const rule of missing) {',
    'for (const rule of missing.slice(0, 0)) {',
  ),
  inFile('lambdas/maintenance/look-at-maintenance/page-seen.ts').replace(
    'if (answers.length > 0 && odd === undefined)',
    "if (answers.length > 0 && (odd === undefined || expect === 'up'))",
  ),
];

/** Users get the page until the checks have passed. */
export const MAINTENANCE: readonly Mutation[] = [
  {
    name: 'checks that fail count as passed',
    guard: 'maintenance',
    patches: [
      inFile('lambdas/observation/run-checks/handler.ts').replace(
        'if (failures.length > 0)',
        'if (failures.length > 1_000)',
      ),
    ],
    breaks: [1],
    trials: [
      { scenario: story({ bad: 'never' }), cells: [cell('release', STATES.runTheChecks, 'terminal-status')] },
      { scenario: story(), cells: [cell('rollback', STATES.runTheChecks, 'terminal-status')] },
    ],
  },
  {
    name: 'maintenance mode is lowered before the checks',
    guard: 'maintenance',
    definition: (text) => {
      const machine = JSON.parse(text) as { States: Record<string, { Next?: string }> };
      // The state before the checks goes straight to what comes after them.
      const after = machine.States[STATES.runTheChecks]?.Next;
      if (after !== undefined)
        for (const state of Object.values(machine.States)) if (state.Next === STATES.runTheChecks) state.Next = after;
      return JSON.stringify(machine).replaceAll('$checks', "['none']");
    },
    breaks: [1],
    trials: [{ scenario: story({ bad: 'never' }) }, { scenario: story() }],
  },
  {
    name: 'lowering takes the bypass away and leaves the page',
    guard: 'maintenance',
    patches: [
      inFile('lambdas/maintenance/lower-maintenance/handler.ts').replace(
        'for (const role of pageFirst([...ours.keys()]))',
        "for (const role of pageFirst([...ours.keys()]).filter((one) => one !== 'page'))",
      ),
    ],
    breaks: [0, 1, 10],
    trials: [{ scenario: story({ bad: 'never' }) }],
  },
  {
    name: 'maintenance mode counts as lowered without a look',
    guard: 'maintenance',
    patches: [
      inFile('lambdas/maintenance/rules.ts').replace(
        'await elb.send(new DeleteRuleCommand({ RuleArn: rule }));',
        'void DeleteRuleCommand;',
      ),
      inFile('lambdas/maintenance/look-at-maintenance/page-seen.ts').replace(
        'if (answers.length > 0 && odd === undefined)',
        'if (answers.length > 0)',
      ),
    ],
    // The page that stays rings the alarm on the load balancer's errors, whose rollback cannot lower it either.
    breaks: [0, 1, 10],
    trials: [{ scenario: story({ bad: 'never' }) }],
  },
  {
    name: 'maintenance mode counts as raised without a look',
    guard: 'maintenance',
    patches: NO_PAGE,
    breaks: [1],
    trials: [{ scenario: story({ bad: 'never' }), seeds: SEVERAL }],
  },
  {
    name: 'a rule that is gone spoils the answer about the others',
    guard: 'maintenance',
    patches: [
      inFile('lambdas/maintenance/rules.ts').replace(
        'if (!(error instanceof RuleNotFoundException)) throw error;',
        'if (!(error instanceof RuleNotFoundException) || rules.length > 0) throw error;',
      ),
    ],
    breaks: [6],
    trials: [
      {
        scenario: story({ bad: 'never' }),
        cells: [cell('release', STATES.lowerMaintenanceMode, 'stale-read', 'elasticloadbalancing:DescribeRules')],
      },
    ],
  },
  {
    name: 'the page is shown to users of another application too',
    guard: 'maintenance',
    patches: [
      inFile('lambdas/maintenance/area.ts').replace(
        '...(hosts.length === 0 ? [] : [{',
        '...(hosts.length >= 0 ? [] : [{',
      ),
    ],
    breaks: [14],
    trials: [{ scenario: story({ bad: 'never' }) }],
  },
  {
    name: 'a rule without our tags is taken for ours',
    guard: 'maintenance',
    patches: [
      inFile('lambdas/maintenance/rules.ts').replace(
        'const role = tags.get(ROLE_TAG);',
        "const role = tags.get(ROLE_TAG) ?? 'bypass-9';",
      ),
      inFile('lambdas/maintenance/rules.ts').replace(
        'tags.get(ENVIRONMENT_TAG) === environment && isRole(role)',
        '(tags.get(ENVIRONMENT_TAG) ?? environment) === environment && isRole(role)',
      ),
    ],
    breaks: [14],
    trials: [
      {
        scenario: story({ bad: 'never' }),
        intrusions: [{ kind: 'another application changes its rules', after: 1_000 }],
      },
    ],
  },
  {
    name: 'an alarm that our own page rings undoes the release behind it',
    guard: 'maintenance',
    patches: [
      inFile('lambdas/requests/read-rollback-trigger/admit.ts').replace(
        "if (trigger.kind === 'alarm' && fenced(status)) return",
        "if (trigger.kind === 'alarm' && fenced(status) && status.fence < 0) return",
      ),
    ],
    breaks: [6],
    trials: [{ scenario: story({ bad: 'never' }), seeds: SEVERAL }],
  },
];
