import type { Cell } from '../faults/cell.ts';
import type { Intrusion } from '../intrusions.ts';
import type { Scenario } from '../scenario.ts';
import type { Patch } from './patch.ts';
import { WIRE_MUTATIONS } from './wire.ts';

/** A story in which a mutation must show. */
export interface Trial {
  readonly scenario: Scenario;
  readonly cells?: readonly Cell[];
  readonly intrusions?: readonly Intrusion[];
  readonly seeds?: readonly number[];
}

/** A guard taken out of the product, in functions' sources or in a workflow's definition. */
export interface Mutation {
  readonly name: string;
  readonly guard:
    | 'lock'
    | 'fence'
    | 'pointer'
    | 'quarantine'
    | 'maintenance'
    | 'triage'
    | 'writes'
    | 'telling'
    | 'repeating';
  readonly patches?: readonly Patch[];
  readonly definition?: (text: string) => string;
  /** Invariants, any of which may be what it breaks. */
  readonly breaks: readonly number[];
  readonly trials: readonly Trial[];
}

const story = (more: Partial<Scenario> = {}): Scenario => ({
  ...{ migration: 'breaking', policy: 'restore-if-breaking', bad: 'in-watch', decided: 'restore', by: 'alarm' },
  watchdogMinutes: 5,
  ...more,
});
const cell = (machine: string, state: string, kind: Cell['kind'], operation = ''): Cell => ({
  machine,
  state,
  kind,
  operation,
});
const SEVERAL = [1, 2, 3, 4, 5, 6, 7, 8];

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'acting does not check that it still holds the lock',
    guard: 'lock',
    patches: [
      {
        file: 'lambdas/shared/ledger/acting.ts',
        find: "const HELD = '#holder = :holder AND #fence = :fence';",
        replace: "const HELD = '(#holder = :holder AND #fence = :fence) OR attribute_exists(#holder)';",
      },
    ],
    breaks: [4],
    trials: [
      {
        scenario: story({ bad: 'never' }),
        intrusions: [
          { kind: 'two rollbacks at once', after: 330_000 },
          { kind: 'an ended release is redriven', after: 480_000 },
        ],
        seeds: SEVERAL,
      },
    ],
  },
  {
    name: 'two may take the lock, and neither is asked for it again',
    guard: 'lock',
    patches: [
      {
        file: 'lambdas/shared/ledger/take.ts',
        find: /ConditionExpression:\s+found\.fence === 0\s+\? 'attribute_not_exists\(#fence\) OR #fence = :found'\s+: '#fence = :found AND #found = :status',/,
        replace:
          "ConditionExpression: found.fence === 0 ? 'attribute_not_exists(#fence) OR #fence >= :found' : '#fence >= :found OR #found = :status',",
      },
      {
        file: 'lambdas/shared/ledger/acting.ts',
        find: "const HELD = '#holder = :holder AND #fence = :fence';",
        replace: "const HELD = '(#holder = :holder AND #fence = :fence) OR attribute_exists(#holder)';",
      },
    ],
    breaks: [0, 4, 5, 10],
    trials: [
      {
        scenario: story({ bad: 'never' }),
        intrusions: [{ kind: 'two rollbacks at once', after: 700_000 }],
        seeds: SEVERAL,
      },
    ],
  },
  {
    name: 'acting writes no intent',
    guard: 'lock',
    patches: [
      {
        file: 'lambdas/shared/ledger/acting.ts',
        find: "status: [[['intents', intent.step], intent.now], ...(intent.status ?? [])]",
        replace: 'status: [...(intent.status ?? [])]',
      },
    ],
    breaks: [4],
    trials: [{ scenario: story({ bad: 'never' }) }],
  },
  {
    name: 'the fence stops no service',
    guard: 'fence',
    patches: [
      {
        file: 'lambdas/stop-services/handler.ts',
        find: 'desiredCount: 0 }',
        replace: 'desiredCount: found.get(name)?.desiredCount ?? 1 }',
      },
      { file: 'lambdas/look-at-services-stopped/handler.ts', find: 'stopped: tasks === 0', replace: 'stopped: true' },
      { file: 'lambdas/end-sessions/handler.ts', find: 'gone: remaining === 0', replace: 'gone: true' },
    ],
    breaks: [0, 3, 8, 10],
    trials: [
      { scenario: story({ bad: 'after-close' }), seeds: SEVERAL },
      { scenario: story(), seeds: SEVERAL },
    ],
  },
  {
    name: 'a rollback leaves the circuit breaker to bring the bad version back',
    guard: 'fence',
    patches: [
      {
        file: 'lambdas/switch-service/handler.ts',
        find: "const unbroken = input.release === '' && rollsBack(found);",
        replace: 'const unbroken = false && rollsBack(found);',
      },
    ],
    breaks: [3],
    trials: [
      {
        scenario: story({ bad: 'after-close' }),
        cells: [cell('rollback', 'Look at the service', 'terminal-status')],
        seeds: SEVERAL,
      },
      { scenario: story(), cells: [cell('rollback', 'Look at the service', 'terminal-status')], seeds: SEVERAL },
    ],
  },
  {
    name: 'the pointer is written whatever it holds',
    guard: 'pointer',
    patches: [
      {
        file: 'lambdas/switch-pointer/handler.ts',
        find: 'if (found !== to && found !== from) {',
        replace: 'if (found === "") {',
      },
      {
        file: 'lambdas/switch-pointer/handler.ts',
        find: 'if (found === from && from !== to) await',
        replace: 'if (found !== to) await',
      },
    ],
    breaks: [7],
    trials: [
      { scenario: story(), intrusions: [{ kind: 'somebody moves the pointer', after: 660_000 }], seeds: SEVERAL },
    ],
  },
  {
    name: 'the replaced database is not made read-only',
    guard: 'quarantine',
    patches: [
      {
        file: 'lambdas/quarantine-database/handler.ts',
        find: /await client\.query\(`ALTER DATABASE .*?`\);/,
        replace: '',
      },
    ],
    breaks: [8],
    trials: [
      {
        scenario: story({ bad: 'after-close' }),
        intrusions: [{ kind: 'a stray job writes', after: 60_000 }],
        seeds: SEVERAL,
      },
    ],
  },
  {
    name: 'the replaced database is deleted',
    guard: 'quarantine',
    patches: [
      {
        file: 'lambdas/quarantine-database/handler.ts',
        find: "import { AddTagsToResourceCommand } from '@aws-sdk/client-rds';",
        replace: "import { DeleteDBInstanceCommand as AddTagsToResourceCommand } from '@aws-sdk/client-rds';",
      },
    ],
    breaks: [2],
    trials: [{ scenario: story() }],
  },
  {
    name: 'checks that fail count as passed',
    guard: 'maintenance',
    patches: [
      {
        file: 'lambdas/run-checks/handler.ts',
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
        file: 'lambdas/lower-maintenance/handler.ts',
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
        file: 'lambdas/lower-maintenance/handler.ts',
        find: 'await elb.send(new DeleteRuleCommand({ RuleArn: rule.RuleArn }));',
        replace: 'void DeleteRuleCommand;',
      },
      {
        file: 'lambdas/look-at-maintenance/judge.ts',
        find: 'if (answers.length > 0 && odd === undefined)',
        replace: 'if (answers.length > 0)',
      },
    ],
    breaks: [1, 10],
    trials: [{ scenario: story({ bad: 'never' }) }],
  },
  {
    name: 'an alarm undoes a release of any age',
    guard: 'triage',
    patches: [
      {
        file: 'lambdas/triage/decide.ts',
        find: 'if (minutes > input.windowMinutes) {',
        replace: 'if (minutes > 1e9) {',
      },
    ],
    breaks: [11],
    trials: [{ scenario: story({ bad: 'after-window' }), seeds: SEVERAL }],
  },
  {
    name: 'a breaking migration is taken for a compatible one',
    guard: 'triage',
    patches: [
      {
        file: 'lambdas/triage/database-decision.ts',
        find: "return migration === 'breaking'\n        ? restore(say.breakingStarted)\n        : keep(",
        replace: 'return keep(',
      },
    ],
    breaks: [0, 1, 3, 10],
    trials: [{ scenario: story(), seeds: SEVERAL }],
  },
  {
    name: 'the old version is reopened on the migrated database',
    guard: 'triage',
    patches: [
      {
        file: 'lambdas/triage/decide.ts',
        find: 'return unverified.length === 0',
        replace: 'return unverified.length >= 0',
      },
    ],
    breaks: [3],
    trials: [
      {
        scenario: story({ policy: 'keep', bad: 'never', decided: 'reopen', by: 'person' }),
        cells: [cell('release', 'Count the writes after the migration', 'access-denied', 'postgres:Query')],
        seeds: SEVERAL,
      },
    ],
  },
  {
    name: 'a release already rolled back is a candidate again',
    guard: 'triage',
    patches: [
      {
        file: 'lambdas/triage/candidates.ts',
        find: "return newest === undefined || newest.outcome === 'rolled-back' ? undefined : together([newest]);",
        replace: 'return newest === undefined ? undefined : together([newest]);',
      },
    ],
    breaks: [0, 11],
    trials: [{ scenario: story(), intrusions: [{ kind: 'the alarm fires again', after: 1_800_000 }], seeds: SEVERAL }],
  },
  {
    name: 'what somebody else deployed is undone',
    guard: 'triage',
    patches: [
      { file: 'lambdas/triage/decide.ts', find: 'if (foreign.length > 0 &&', replace: 'if (foreign.length > 1_000 &&' },
    ],
    breaks: [7],
    trials: [
      {
        scenario: story({ bad: 'after-close', by: 'person' }),
        intrusions: [{ kind: 'somebody deploys a service', after: 900_000 }],
        seeds: SEVERAL,
      },
    ],
  },
  {
    name: 'updated rows are not counted as lost',
    guard: 'writes',
    patches: [
      {
        file: 'lambdas/count-lost-writes/lost.ts',
        find: 'total += writes.inserted + writes.updated + writes.deleted;',
        replace: 'total += writes.deleted;',
      },
    ],
    breaks: [8],
    trials: [{ scenario: story({ bad: 'after-close' }) }],
  },
  {
    name: 'the safety snapshot is only said to be made',
    guard: 'writes',
    patches: [
      {
        file: 'lambdas/create-snapshot/handler.ts',
        find: 'if (await claim(snapshot, input))',
        replace: "if (input.purpose === 'safety' || (await claim(snapshot, input)))",
      },
    ],
    breaks: [0, 8],
    trials: [{ scenario: story({ bad: 'after-close' }) }],
  },
  {
    name: 'nobody is told how an execution ended',
    guard: 'telling',
    patches: [
      {
        file: 'lambdas/escalate/decide.ts',
        find: 'if (status.holder !== executionArn)',
        replace: "if (status.holder !== executionArn || status.holder !== '')",
      },
      {
        file: 'lambdas/watchdog/find.ts',
        find: 'return [...unfinished(now, seen), ...waiting(seen.status),',
        replace: 'return [',
      },
    ],
    breaks: [5],
    trials: [{ scenario: story(), cells: [cell('rollback', 'Prove the restored database', 'terminal-status')] }],
  },
  {
    name: 'a state puts the bypass into its output',
    guard: 'telling',
    patches: [
      {
        file: 'lambdas/raise-maintenance/handler.ts',
        find: 'return { raised: input.listeners.length };',
        replace: 'return { raised: input.listeners.length, value } as never;',
      },
    ],
    breaks: [9],
    trials: [{ scenario: story({ bad: 'never' }) }],
  },
  {
    name: 'autoscaling stays suspended',
    guard: 'repeating',
    patches: [
      {
        file: 'lambdas/resume-services/handler.ts',
        find: 'if (known.suspended !== null) await setSuspended(',
        replace: 'if (known.suspended === undefined) await setSuspended(',
      },
    ],
    breaks: [10],
    trials: [{ scenario: story({ bad: 'never' }) }],
  },
  {
    name: 'a snapshot that exists is an error',
    guard: 'repeating',
    patches: [
      {
        file: 'lambdas/create-snapshot/handler.ts',
        find: 'if (!(error instanceof DBSnapshotAlreadyExistsFault)) throw error;',
        replace: 'if (error instanceof DBSnapshotAlreadyExistsFault || true) throw error;',
      },
    ],
    breaks: [6],
    trials: [
      {
        scenario: story({ bad: 'never' }),
        cells: [cell('release', 'Create the restore point', 'answer-lost', 'rds:CreateDBSnapshot')],
      },
    ],
  },
];

export function mutationNamed(name: string): Pick<Mutation, 'patches' | 'definition'> {
  const found = [...MUTATIONS, ...WIRE_MUTATIONS].find((mutation) => mutation.name === name);
  if (found === undefined) throw new Error(`There is no mutation "${name}".`);
  return found;
}
